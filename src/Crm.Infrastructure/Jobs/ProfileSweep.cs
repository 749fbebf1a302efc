using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Jobs;

/// <summary>Syncs what nobody has synced today (UTC), so that the history has every day.</summary>
internal sealed class ProfileSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private readonly string[] platforms =
    [
        .. providers.OfType<IProfileReader>().Select(reader => reader.Descriptor.Key).Distinct(StringComparer.Ordinal),
    ];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_sync",
            platforms,
            new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero),
            (mediator, accountId, token) => mediator.Send(new SyncAccount(accountId), token),
            cancellationToken
        );
}
