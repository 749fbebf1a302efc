using Crm.Infrastructure.Tests.TokenRefresh;
using Crm.TestKit;
using Xunit;

namespace Crm.Infrastructure.Tests.Jobs;

public sealed class JobScheduleTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Fact]
    public async Task Due_tokens_are_refreshed_by_whichever_worker_is_left()
    {
        var account = await world.ConnectOneAsync();
        var first = await world.StartServerAsync("worker");
        await using var second = await world.StartServerAsync("worker");
        await Poll.UntilAsync(() => IsVersionAsync(account, 2), "No worker swept.");

        await first.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromHours(1.9));

        await Poll.UntilAsync(() => IsVersionAsync(account, 3), "The worker that is left does not sweep.");
    }

    private async Task<bool> IsVersionAsync(HeldAccount account, int version) =>
        (await world.ReadAsync(account)).Version == version;
}
