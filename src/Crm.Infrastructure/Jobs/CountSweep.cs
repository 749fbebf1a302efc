using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Reading;

namespace Crm.Infrastructure.Jobs;

/// <summary>Counts the posts of the last days, once a day (UTC).</summary>
internal sealed class CountSweep(AccountSweep accounts, IEnumerable<IProvider> providers, TimeProvider time)
{
    private readonly string[] platforms =
    [
        .. providers.OfType<IPostCounter>().Select(counter => counter.Descriptor.Key),
    ];

    public Task RunAsync(CancellationToken cancellationToken) =>
        accounts.RunAsync(
            "accounts_to_count",
            platforms,
            new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero),
            (mediator, accountId, token) => mediator.Send(new CountPosts(accountId), token),
            cancellationToken
        );
}
