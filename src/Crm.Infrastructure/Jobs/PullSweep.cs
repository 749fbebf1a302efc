using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Proof;

namespace Crm.Infrastructure.Jobs;

/// <summary>Fetches what webhooks missed, from every provider that lets its leads be read again.</summary>
internal sealed class PullSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(50);

    private readonly string[] platforms = [.. providers.OfType<ILeadSource>().Select(source => source.Descriptor.Key)];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_pull",
            platforms,
            time.GetUtcNow() - Age,
            (mediator, accountId, token) => mediator.Send(new PullLeads(accountId), token),
            cancellationToken
        );
}
