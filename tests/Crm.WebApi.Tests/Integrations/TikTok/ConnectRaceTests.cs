using System.Net;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

/// <summary>Connecting takes seconds; workers, syncs and other people go on meanwhile.</summary>
public sealed class ConnectRaceTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string UserInfo = "/v2/user/info/";

    private readonly ProviderGate gate = new(UserInfo);

    [Fact]
    public async Task A_reconnect_wins_over_a_refusal_of_the_old_pair_that_came_meanwhile()
    {
        await using var world = await StartAsync();
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.SimAsync(
            "/sim/tiktok/tokens/expire",
            new
            {
                openId,
                access = true,
                refresh = true,
            }
        );
        var returning = await ReturnToGateAsync(world, id, openId);
        using var refused = await SyncAsync(world, id);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(world, id)).ShouldBe("needs_reauth");

        gate.Open();

        ShouldBeConnected(await returning);
        (await StatusAsync(world, id)).ShouldBe("connected");
        using var sync = await SyncAsync(world, id);
        sync.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_renewal_that_got_no_answer_ends_with_the_pair_it_was_for()
    {
        await using var world = await StartAsync();
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId, access = true });
        var returning = await ReturnToGateAsync(world, id, openId);
        await world.FaultAsync("status", "/v2/oauth/token/", 500, times: 1);
        using var unanswered = await SyncAsync(world, id);
        unanswered.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        gate.Open();
        ShouldBeConnected(await returning);

        await world.SimAsync($"/sim/tiktok/users/{openId}/revoke", new { notify = false });
        using var refused = await SyncAsync(world, id);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await world.AccountAsync(id))
            .GetProperty("health")
            .GetProperty("lastError")
            .GetProperty("message")
            .GetString()
            .ShouldBe("refresh_token_refused");
    }

    [Fact]
    public async Task A_consent_that_meets_another_is_stored_on_top_of_it()
    {
        await using var world = await StartAsync();
        var id = await world.CreateAccountAsync();
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, await ConnectTikTokTests.OpenIdAsync(world));
        await using var other = await OtherTransaction.BeginAsync(
            world.Server,
            world.Owner.TenantId,
            $"""
            insert into integrations.token_grant (tenant_id, account_id, platform, version, sealed_access_token, obtained_at)
            values ('{world.Owner.TenantId}', '{id}', 'tiktok', 1, 'not ours', '2026-11-20T10:00:00Z')
            """
        );

        var returning = world.ReturnAsync(back, started.Cookie);
        await other.UntilSomebodyWaitsAsync();
        await other.CommitAsync();

        ShouldBeConnected(await returning);
        using var sync = await SyncAsync(world, id);
        sync.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_deleted_meanwhile_leaves_no_grant_and_is_answered_as_an_unknown_state()
    {
        await using var world = await StartAsync();
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.CreateAccountAsync();
        var returning = await ReturnToGateAsync(world, id, openId);
        await world.SendAsync(HttpMethod.Delete, $"/api/integrations/accounts/{id}/");

        gate.Open();

        using var answer = await returning;
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await world.GrantAsync(openId))
            .GetProperty("grants")
            .EnumerateArray()
            .ShouldNotContain(grant => grant.GetProperty("alive").GetBoolean());
    }

    [Fact]
    public async Task An_account_deleted_before_a_code_is_refused_is_answered_as_an_unknown_state()
    {
        var exchange = new ProviderGate("/v2/oauth/token/");
        await using var world = await TikTokWorld.StartAsync(simulator.Process, services: exchange.AddTo);
        var id = await world.CreateAccountAsync();
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, await ConnectTikTokTests.OpenIdAsync(world));
        exchange.HoldNext(1);
        var returning = world.ReturnAsync(back, started.Cookie);
        await exchange.ArrivedAsync();
        await world.SendAsync(HttpMethod.Delete, $"/api/integrations/accounts/{id}/");
        await world.FaultAsync("status", "/v2/oauth/token/", 500);

        exchange.Open();

        using var answer = await returning;
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_two_people_who_consent_for_one_account_at_once_one_is_refused()
    {
        await using var world = await StartAsync();
        var id = await world.CreateAccountAsync();
        gate.HoldNext(2);
        var returns = new List<Task<HttpResponseMessage>>();
        for (var person = 0; person < 2; person++)
        {
            var started = await world.BeginAsync(id);
            var openId = await ConnectTikTokTests.OpenIdAsync(world);
            returns.Add(world.ReturnAsync(await world.ConsentAsync(started.Url, openId), started.Cookie));
        }

        await gate.ArrivedAsync(2);
        gate.Open();

        var answers = await Task.WhenAll(returns);
        answers
            .Select(answer => answer.Headers.Location!.Query.Split('&')[^1])
            .Order(StringComparer.Ordinal)
            .ShouldBe([$"account_id={id}", "error=wrong_account"]);
        (await StatusAsync(world, id)).ShouldBe("connected");
    }

    [Fact]
    public async Task Two_who_begin_to_connect_at_once_do_not_stumble_over_ended_states()
    {
        await using var world = await StartAsync();
        var id = await world.CreateAccountAsync();
        await world.BeginAsync(id);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await using var other = await OtherTransaction.BeginAsync(
            world.Server,
            world.Owner.TenantId,
            "delete from integrations.oauth_state"
        );

        var connecting = world.BeginAsync(id);
        await other.UntilSomebodyWaitsAsync();
        await other.CommitAsync();

        (await connecting).State.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Two_first_syncs_at_once_both_succeed()
    {
        await using var world = await StartAsync();
        await world.FaultAsync("status", UserInfo, 500, times: 3);
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        await using var other = await OtherTransaction.BeginAsync(
            world.Server,
            world.Owner.TenantId,
            $"""
            insert into integrations.profile (tenant_id, account_id, bio, synced_at)
            values ('{world.Owner.TenantId}', '{id}', 'theirs', '2026-11-20T10:00:00Z')
            """
        );

        var syncing = SyncAsync(world, id);
        await other.UntilSomebodyWaitsAsync();
        await other.CommitAsync();

        using var sync = await syncing;
        sync.StatusCode.ShouldBe(HttpStatusCode.OK);
        var profile = await world.GetAsync($"/api/integrations/accounts/{id}/tiktok-profile/");
        profile.GetProperty("bio").GetString().ShouldNotBe("theirs");
    }

    private Task<TikTokWorld> StartAsync() => TikTokWorld.StartAsync(simulator.Process, services: gate.AddTo);

    /// <summary>A person who has consented, and whose callback is about to ask the provider who they are.</summary>
    private async Task<Task<HttpResponseMessage>> ReturnToGateAsync(TikTokWorld world, Guid id, string openId)
    {
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, openId);
        world.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        gate.HoldNext(1);
        var returning = world.ReturnAsync(back, started.Cookie);
        await gate.ArrivedAsync();

        return returning;
    }

    private static void ShouldBeConnected(HttpResponseMessage answer) =>
        answer.Headers.Location.ShouldNotBeNull().Query.ShouldContain("connected=true");

    private static Task<HttpResponseMessage> SyncAsync(TikTokWorld world, Guid id) =>
        world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");

    private static async Task<string?> StatusAsync(TikTokWorld world, Guid id) =>
        (await world.AccountAsync(id)).GetProperty("status").GetString();
}
