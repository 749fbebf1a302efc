using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class ShutdownTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Fact]
    public async Task Server_that_stops_waits_for_the_renewal_of_a_caller_who_has_gone()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));
        var server = await world.StartServerAsync("web");
        Task stop;
        await using (await world.RefuseAsync("new.version > old.version"))
        {
            using var caller = new CancellationTokenSource();
            var asked = RefreshWorld.AskAsync(
                server.Services,
                account,
                tokens => tokens.GetAsync(account.Id, caller.Token)
            );
            await Poll.UntilAsync(() => Refusals(server) > 0, "The pair was not about to be stored.");
            await caller.CancelAsync();
            await Poll.UntilAsync(() => asked.IsCanceled, "The caller is still there.");

            var before = Refusals(server);
            stop = server.DisposeAsync().AsTask();
            await Poll.UntilAsync(
                () => stop.IsCompleted || Refusals(server) > before + 5,
                "The pair is no longer about to be stored."
            );
            stop.IsCompleted.ShouldBeFalse();
        }

        await stop;

        (await world.ReadAsync(account)).Version.ShouldBe(2);
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    private static int Refusals(TestServer server) =>
        server.Logs.Lines.Count(line => line.Contains("wait for the database", StringComparison.Ordinal));
}
