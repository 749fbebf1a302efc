using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations.TikTok;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class ReconnectLinkTests(TikTokServer platform) : IClassFixture<TikTokServer>, IAsyncLifetime
{
    private const string Done = "http://127.0.0.1:3000/reconnect?connected=true";

    private readonly TikTokWorld world = platform.World;
    private string openId = null!;
    private Guid id;

    public async Task InitializeAsync()
    {
        await world.BeginAgainAsync();
        openId = Guid.CreateVersion7().ToString();
        await world.AddUserAsync(openId);
        id = await world.ConnectedAsync(openId);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Somebody_without_a_user_renews_the_connection_once()
    {
        await world.SimAsync(
            "/sim/tiktok/tokens/expire",
            new
            {
                openId,
                access = true,
                refresh = true,
            }
        );
        using var broken = await world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");
        broken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var secret = await LinkAsync();

        var begun = await BeginAsync(secret);
        begun.Answer.GetProperty("platform").GetString().ShouldBe("TikTok");
        begun.Answer.GetProperty("name").GetString().ShouldBe("Shop");
        (await CompleteAsync(begun, openId)).ShouldBe(Done);

        (await StatusAsync()).ShouldBe("connected");
        await ShouldBeInvalidAsync(secret);
        var audit = (await world.GetAsync("/api/v1/audit-events")).ToString();
        audit.ShouldContain("integration.reconnect_link_created");
        audit.ShouldContain("integration.reconnect_link_opened");
        audit.ShouldContain("integration.reconnected_by_link");
        audit.ShouldNotContain(secret);
        world.Server.Logs.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_opened_it_one_renews_and_a_cancelled_consent_costs_nothing()
    {
        var secret = await LinkAsync();
        var cancelled = await BeginAsync(secret);
        var back = await world.ConsentAsync(cancelled.Url, openId, allow: false);
        using (var answer = await world.ReturnAsync(back, cancelled.Cookie))
        {
            answer.Headers.Location!.AbsoluteUri.ShouldStartWith("http://127.0.0.1:3000/reconnect?connected=false");
        }

        var first = await BeginAsync(secret);
        var second = await BeginAsync(secret);

        (await CompleteAsync(first, openId)).ShouldBe(Done);
        (await CompleteAsync(second, openId))!.ShouldContain("error=reconnect_link_invalid");
        using var sync = await world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");
        sync.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_account_there_changes_nothing_and_the_right_one_may_still_come()
    {
        var secret = await LinkAsync();
        var other = Guid.CreateVersion7().ToString();
        await world.AddUserAsync(other);

        (await CompleteAsync(await BeginAsync(secret), other)).ShouldBe(
            "http://127.0.0.1:3000/reconnect?connected=false&error=wrong_account"
        );

        var account = await world.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe(openId);
        account.GetProperty("status").GetString().ShouldBe("connected");
        (await CompleteAsync(await BeginAsync(secret), openId)).ShouldBe(Done);
    }

    [Fact]
    public async Task A_newer_link_a_disconnect_and_seven_days_each_make_it_void()
    {
        var replaced = await LinkAsync();
        var began = await BeginAsync(replaced);
        var expiring = await LinkAsync();
        await ShouldBeInvalidAsync(replaced);
        (await CompleteAsync(began, openId))!.ShouldContain("error=reconnect_link_invalid");
        (await StatusAsync()).ShouldBe("connected");
        using var sync = await world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");
        sync.StatusCode.ShouldBe(HttpStatusCode.OK);

        world.Server.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        var late = await BeginAsync(expiring);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await ShouldBeInvalidAsync(expiring);

        using var owner = await world.Owner.RefreshAsync(world.Server);
        var last = await LinkAsync(owner);
        using var gone = await owner.Client.PostAsync($"/api/integrations/accounts/{id}/disconnect/", null);
        gone.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeInvalidAsync(last);
        (await CompleteAsync(late, openId)).ShouldBeNull();
        using var refused = await owner.Client.PostAsync($"/api/integrations/accounts/{id}/reconnect-link/", null);
        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("integration_not_configured");
    }

    [Fact]
    public async Task Who_made_it_must_still_be_allowed_to_connect_when_it_is_opened_and_when_the_browser_returns()
    {
        var secret = await LinkAsync();
        var began = await BeginAsync(secret);
        await ExecuteAsync($"update tenancy.membership set role = 'member' where person_id = '{world.Owner.UserId}'");

        (await CompleteAsync(began, openId))!.ShouldContain("error=forbidden");
        await ShouldBeInvalidAsync(secret);

        await ExecuteAsync($"update tenancy.membership set role = 'owner' where person_id = '{world.Owner.UserId}'");
        await ExecuteAsync("update tenancy.subscription set status = 'canceled'");
        using var client = world.Server.CreateClient();
        using var unpaid = await client.PostAsJsonAsync("/api/integrations/reconnect/", new { secret });
        (await unpaid.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("subscription_inactive");
    }

    [Fact]
    public async Task An_unknown_secret_is_told_like_a_spent_one_and_the_page_names_its_script_by_hash()
    {
        await ShouldBeInvalidAsync("never-issued");
        using var client = world.Server.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", "ar");
        using var page = await client.GetAsync("/reconnect");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'sha256-");
        policy.ShouldNotContain("unsafe");
        var body = await page.Content.ReadAsStringAsync();
        body.ShouldContain("dir=\"rtl\"");
        var script = body.Split("<script>")[1].Split("</script>")[0];
        policy.ShouldContain(
            Convert.ToBase64String(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script))
            )
        );
    }

    private async Task<string> LinkAsync(SignedIn? person = null)
    {
        using var answer = await (person ?? world.Owner).Client.PostAsync(
            $"/api/integrations/accounts/{id}/reconnect-link/",
            null
        );
        var link = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("link").GetString()!;
        link.ShouldStartWith("http://127.0.0.1:3000/reconnect#");

        return link.Split('#')[1];
    }

    private async Task<Begun> BeginAsync(string secret)
    {
        using var client = world.Server.CreateClient();
        using var answer = await client.PostAsJsonAsync("/api/integrations/reconnect/", new { secret });
        var body = await answer.ShouldBeAsync(HttpStatusCode.OK);

        return new(
            body,
            new Uri(body.GetProperty("authorization_url").GetString()!),
            answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]
        );
    }

    private async Task<string?> CompleteAsync(Begun begun, string consenting)
    {
        var back = await world.ConsentAsync(begun.Url, consenting);
        using var answer = await world.ReturnAsync(back, begun.Cookie);

        return answer.Headers.Location?.AbsoluteUri;
    }

    private async Task ShouldBeInvalidAsync(string secret)
    {
        using var client = world.Server.CreateClient();
        using var answer = await client.PostAsJsonAsync("/api/integrations/reconnect/", new { secret });
        (await answer.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("reconnect_link_invalid");
    }

    private async Task<string?> StatusAsync() => (await world.AccountAsync(id)).GetProperty("status").GetString();

    private async Task ExecuteAsync(string sql)
    {
        await using var other = await OtherTransaction.BeginAsync(world.Server, world.Owner.TenantId, sql);
        await other.CommitAsync();
    }

    private sealed record Begun(JsonElement Answer, Uri Url, string Cookie);
}
