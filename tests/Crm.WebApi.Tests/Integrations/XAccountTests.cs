using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class XAccountTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static long last = Random.Shared.NextInt64(1_000_000_000, 9_000_000_000);

    private readonly PlatformWorld world = platform.World;

    public Task InitializeAsync() => platform.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pasted_keys_sign_every_request_and_name_the_account()
    {
        var (user, keys) = await NewUserAsync();

        var account = await world.CreatedAsync("twitter", keys);

        account.GetProperty("platform").GetString().ShouldBe("x");
        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe(user);
        account.GetProperty("username").GetString().ShouldBe("cafe" + user);
        account.GetProperty("credentials").GetProperty("apiSecret").GetProperty("hint").GetString().ShouldBe("cret");
        account.ToString().ShouldNotContain("a_long_token_secret");
        using var synced = await world.PostAsync(account.GetProperty("id").GetGuid(), "sync/");
        (await synced.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("lastSyncedAt").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task One_account_serves_one_customer_until_it_is_disconnected()
    {
        var (_, keys) = await NewUserAsync();
        var first = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();
        using var other = await world.Server.RegisterTenantAsync();

        using var refused = await world.CreateAsync("x", keys, other);

        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("account_in_use");
        using var sameCompany = await world.CreateAsync("x", keys);
        (await sameCompany.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("account_in_use");
        using var deleted = await world.Owner.Client.DeleteAsync($"/api/integrations/accounts/{first}/");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var (_, renewed) = await NewUserAsync();
        (await world.CreatedAsync("x", renewed, other)).GetProperty("status").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task An_account_in_use_is_refused_by_consent_too()
    {
        var (user, keys) = await NewUserAsync();
        await world.CreatedAsync("x", keys);
        var id = (await world.CreatedAsync("x")).GetProperty("id").GetGuid();

        var end = await world.ConsentAsync(id, "x", new { allow = true, userId = user });

        end!.ShouldContain("error=account_in_use");
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("error");
    }

    [Fact]
    public async Task Keys_pasted_many_times_at_once_are_stored_once()
    {
        var (_, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x")).GetProperty("id").GetGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.PasteAsync(id, keys)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task Pasted_keys_that_work_again_need_no_person()
    {
        var (_, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();
        await world.FaultAsync("x", "status", 401, times: 1);
        using var refused = await world.PostAsync(id, "sync/");
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("needs_reauth");

        using var synced = await world.PostAsync(id, "sync/");

        await synced.ShouldBeAsync(HttpStatusCode.OK);
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task Disconnecting_ends_the_pasted_token_at_x_too()
    {
        var (_, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();

        using var cut = await world.PostAsync(id, "disconnect/");
        (await cut.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("disconnected");

        using var again = await world.PasteAsync(id, keys);
        var account = await again.ShouldBeAsync(HttpStatusCode.OK);
        account.GetProperty("status").GetString().ShouldBe("error");
        LastError(account).ShouldBe("authentication_failed");
    }

    [Fact]
    public async Task A_token_that_was_revoked_at_x_asks_for_a_person()
    {
        var (user, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();
        await world.SimPostAsync("/sim/x/tokens/revoke", new { token = $"{user}-token" });

        using var refused = await world.PostAsync(id, "sync/");

        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("authentication_failed");
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldBe("needs_reauth");
    }

    [Fact]
    public async Task After_a_429_x_is_left_alone_until_the_second_it_named()
    {
        var (_, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();
        await world.FaultAsync("x", "throttle", times: 1);
        using var throttled = await world.PostAsync(id, "sync/");
        var wait = throttled.Headers.RetryAfter!.Delta!.Value;

        using var early = await world.PostAsync(id, "sync/");
        (await early.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited_by_provider");
        world.Server.Clock.Advance(wait + TimeSpan.FromSeconds(1));
        using var later = await world.PostAsync(id, "sync/");

        // Asked again; what it says of a clock that runs ahead is another matter.
        later.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_call_after_the_last_of_a_window_is_not_made()
    {
        await world.SimPutAsync("/sim/x/settings", new { rateLimit = 2 });
        var (_, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x", keys)).GetProperty("id").GetGuid();
        using (await world.PostAsync(id, "sync/")) { }
        using var cleared = await world.Sim.DeleteAsync("/sim/calls");

        using var refused = await world.PostAsync(id, "sync/");

        (await refused.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited_by_provider");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await CallsAsync("/2/users/me")).ShouldBe(0);
        await world.SimPutAsync("/sim/x/settings", new { rateLimit = 0 });
    }

    [Fact]
    public async Task The_platforms_own_app_connects_by_consent_and_renews_its_tokens()
    {
        var (user, _) = await NewUserAsync();
        var id = (await world.CreatedAsync("x")).GetProperty("id").GetGuid();

        var end = await world.ConsentAsync(id, "x", new { allow = true, userId = user });

        end.ShouldBe($"http://127.0.0.1:3000/integrations?connected=true&account_id={id}");
        var account = await world.AccountAsync(id);
        account.GetProperty("status").GetString().ShouldBe("connected");
        account.GetProperty("externalId").GetString().ShouldBe(user);
        account.GetProperty("health").GetProperty("accessTokenExpiresAt").GetString().ShouldNotBeNull();
        world.Server.Clock.Advance(TimeSpan.FromHours(3));
        using var signedInAgain = await Leads.SecondServer.ClientForAsync(world.Server, world.Owner);
        using var synced = await signedInAgain.PostAsync($"/api/integrations/accounts/{id}/sync/", content: null);
        await synced.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Connecting_asks_x_who_it_is_once()
    {
        var (_, keys) = await NewUserAsync();
        using var cleared = await world.Sim.DeleteAsync("/sim/calls");

        await world.CreatedAsync("x", keys);

        (await CallsAsync("/2/users/me")).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_pasted_over_a_consent_give_it_back()
    {
        var (user, keys) = await NewUserAsync();
        var id = (await world.CreatedAsync("x")).GetProperty("id").GetGuid();
        await world.ConsentAsync(id, "x", new { allow = true, userId = user });
        using var cleared = await world.Sim.DeleteAsync("/sim/calls");

        using var pasted = await world.PasteAsync(id, keys);

        (await pasted.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("connected");
        (await CallsAsync("/2/oauth2/revoke")).ShouldBe(1);
        using var synced = await world.PostAsync(id, "sync/");
        await synced.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("redirect", null, typeof(RefreshOutcome.Postponed))]
    [InlineData("status", 429, typeof(RefreshOutcome.Postponed))]
    [InlineData("status", 503, typeof(RefreshOutcome.AnswerLost))]
    [InlineData("reset_after", null, typeof(RefreshOutcome.AnswerLost))]
    public async Task Only_an_answer_that_was_lost_may_have_spent_the_refresh_token(
        string fault,
        int? status,
        Type outcome
    )
    {
        await world.FaultAsync("x", fault, status);
        var refresher = world.Server.Services.GetServices<ITokenRefresher>().Single(one => one.Descriptor.Key == "x");

        (await refresher.RefreshAsync(new("a_refresh_token"), CancellationToken.None)).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task A_consent_that_brings_no_refresh_token_connects_nothing()
    {
        var (user, _) = await NewUserAsync();
        var id = (await world.CreatedAsync("x")).GetProperty("id").GetGuid();

        var end = await world.ConsentAsync(
            id,
            "x",
            new
            {
                allow = true,
                userId = user,
                scopes = (string[])["tweet.read", "users.read"],
            }
        );

        end!.ShouldContain("connected=false");
        end!.ShouldContain("error=provider_rejected");
        (await world.AccountAsync(id)).GetProperty("status").GetString().ShouldNotBe("connected");
    }

    private static string? LastError(JsonElement account) =>
        account.GetProperty("health").GetProperty("lastError").GetProperty("code").GetString();

    private async Task<int> CallsAsync(string path)
    {
        var calls = await world.Sim.GetFromJsonAsync<JsonElement>("/sim/calls");

        return calls
            .EnumerateObject()
            .Where(call => call.Name.EndsWith(path, StringComparison.Ordinal))
            .Sum(call => call.Value.GetInt32());
    }

    private async Task<(string User, object Keys)> NewUserAsync()
    {
        var user = Interlocked.Increment(ref last).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await world.SimPutAsync($"/sim/x/users/{user}", new { username = "cafe" + user, name = "Kahve Köşesi" });
        await world.SimPutAsync(
            "/sim/x/apps/key" + user,
            new
            {
                apiSecret = "a_long_api_key_secret",
                accessToken = $"{user}-token",
                accessTokenSecret = "a_long_token_secret",
                userId = user,
            }
        );

        return (
            user,
            new
            {
                apiKey = "key" + user,
                apiSecret = "a_long_api_key_secret",
                accessToken = $"{user}-token",
                accessSecret = "a_long_token_secret",
            }
        );
    }
}
