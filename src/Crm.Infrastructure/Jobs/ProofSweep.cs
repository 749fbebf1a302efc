using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Jobs;

/// <summary>Proves again what was last proven a day ago: what nobody proves for a week routes no leads any more.</summary>
internal sealed class ProofSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(23);

    private readonly string[] platforms = [.. providers.OfType<IIdProver>().Select(prover => prover.Descriptor.Key)];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_prove",
            platforms,
            time.GetUtcNow() - Age,
            (mediator, accountId, token) => mediator.Send(new ProveIdsAgain(accountId), token),
            cancellationToken
        );
}
