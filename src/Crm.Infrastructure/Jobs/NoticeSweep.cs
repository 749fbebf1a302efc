using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Jobs;

/// <summary>Tells administrators of connections that will end, broke, or work again, and have not been told of yet.</summary>
internal sealed class NoticeSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private readonly string[] platforms =
    [
        .. providers.Select(provider => provider.Descriptor.Key).Distinct(StringComparer.Ordinal),
    ];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_tell",
            platforms,
            time.GetUtcNow(),
            (mediator, accountId, token) => mediator.Send(new TellAdministrators(accountId), token),
            cancellationToken
        );
}
