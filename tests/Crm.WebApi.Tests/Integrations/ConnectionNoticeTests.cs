using System.Net;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>What administrators are told by mail, on two servers that both look at every moment.</summary>
public sealed class ConnectionNoticeTests(Simulator simulator) : IClassFixture<Simulator>, IAsyncLifetime
{
    private readonly string app = "li_" + Guid.CreateVersion7().ToString("N");
    private PlatformWorld world = null!;
    private TestServer other = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        world = await PlatformWorld.StartAsync(simulator.Process);
        other = await TestServer.StartAsync(
            world.Server.Database,
            world.Server.Clock,
            settings: [("FRONTEND_URL", "http://127.0.0.1:3000")]
        );
        owner = world.Owner;
        await world.SimPutAsync("/sim/linkedin/apps/" + app, new { secret = "a_client_secret" });
        // Longer than a trial.
        await using var paid = await OtherTransaction.BeginAsync(
            world.Server,
            owner.TenantId,
            "update tenancy.subscription set status = 'active'"
        );
        await paid.CommitAsync();
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task An_end_is_told_30_14_7_and_1_days_before_it_each_once_and_anew_when_it_moved()
    {
        var id = await ConnectAsync(days: 40);
        (await ToldAsync()).ShouldBeEmpty();

        foreach (var (wait, told) in ((double, int)[])[(10.5, 1), (5, 1), (11, 2), (7, 3), (5.8, 4), (0.4, 4)])
        {
            world.Server.Clock.Advance(TimeSpan.FromDays(wait));
            (await ToldAsync()).Count.ShouldBe(told, $"after {wait} days more");
        }

        (await ToldAsync()).Select(Subject).ShouldBe(["30", "14", "7", "1"]);
        await PasteAsync(id, days: 60);
        (await ToldAsync()).Count.ShouldBe(4);
        // Both are missed; the nearest is told.
        world.Server.Clock.Advance(TimeSpan.FromDays(54.5));
        var last = (await ToldAsync()).Select(Subject).ToList();
        last.Count.ShouldBe(5);
        last[^1].ShouldBe("6");
    }

    [Fact]
    public async Task A_failure_and_the_recovery_are_told_once_each_and_no_flapping()
    {
        var id = await ConnectAsync(days: 300);
        await world.FaultAsync("linkedin", "status", 401);
        await SyncAsync(id, HttpStatusCode.Conflict);
        await SyncAsync(id, HttpStatusCode.Conflict);
        (await ToldAsync()).Count.ShouldBe(1);
        var mail = (await ToldAsync())[0];
        mail.ShouldContain("LinkedIn: Shop artık çalışmıyor");
        mail.ShouldContain("kabul etmiyor");
        mail.ShouldContain("http://127.0.0.1:3000/integrations");

        using (await world.Sim.DeleteAsync("/sim/faults")) { }
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await PasteAsync(id, days: 300);
        (await ToldAsync()).Count.ShouldBe(2);
        (await ToldAsync())[1].ShouldContain("LinkedIn: Shop yeniden çalışıyor");

        await world.FaultAsync("linkedin", "status", 401);
        await SyncAsync(id, HttpStatusCode.Conflict);
        (await ToldAsync()).Count.ShouldBe(2);
        world.Server.Clock.Advance(TimeSpan.FromHours(2));
        (await ToldAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_disconnects_on_purpose_is_not_told_of_it()
    {
        var id = await ConnectAsync(days: 300);
        using (var gone = await world.PostAsync(id, "disconnect/"))
        {
            await gone.ShouldBeAsync(HttpStatusCode.OK);
        }

        await PasteAsync(id, days: 300);

        (await ToldAsync()).ShouldBeEmpty();
    }

    /// <summary>Both servers look at once, twice; then all that was queued is sent.</summary>
    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(
                ((TestServer[])[world.Server, other]).Select(server =>
                    server.Services.GetRequiredService<NoticeSweep>().RunAsync(CancellationToken.None)
                )
            );
        }

        await Poll.UntilAsync(async () => await WaitingAsync() == 0, "Mails are waiting.");

        return
        [
            .. world
                .Server.FindMailsTo(owner.Email)
                .Where(mail => mail.Contains("Subject: LinkedIn:", StringComparison.Ordinal)),
        ];
    }

    private async Task<long> WaitingAsync()
    {
        await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from notifications.mail", connection);

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string Subject(string mail) => mail.Split("Subject: LinkedIn: Shop bağlantısı ")[1].Split(' ')[0];

    private async Task<Guid> ConnectAsync(int days)
    {
        var account = await world.CreatedAsync("linkedin", await KeysAsync(days));
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());

        return account.GetProperty("id").GetGuid();
    }

    private async Task PasteAsync(Guid id, int days)
    {
        using var client = await Leads.SecondServer.ClientForAsync(world.Server, owner);
        using var answer = await client.PutAsync(
            $"/api/integrations/accounts/{id}/credentials/",
            System.Net.Http.Json.JsonContent.Create(await KeysAsync(days))
        );
        await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task SyncAsync(Guid id, HttpStatusCode status)
    {
        using var answer = await world.PostAsync(id, "sync/");
        await answer.ShouldBeAsync(status);
    }

    private async Task<object> KeysAsync(int days)
    {
        var token = "li_token_" + Guid.CreateVersion7().ToString("N");
        // The simulator counts from the real time, and the server's clock was turned.
        var turned = world.Server.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
        await world.SimPutAsync(
            "/sim/linkedin/tokens/" + token,
            new
            {
                member = "demoAyse01",
                expiresInSeconds = (int)(TimeSpan.FromDays(days) + turned).TotalSeconds,
                clientId = app,
            }
        );

        return new
        {
            clientId = app,
            clientSecret = "a_client_secret",
            accessToken = token,
        };
    }
}
