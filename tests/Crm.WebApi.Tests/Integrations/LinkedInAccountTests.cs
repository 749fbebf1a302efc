using System.Net;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class LinkedInAccountTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly string app = "li_" + Guid.CreateVersion7().ToString("N");
    private readonly PlatformWorld world = platform.World;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        await world.SimPutAsync(
            "/sim/linkedin/apps/" + app,
            new { secret = "a_client_secret", redirectUris = (string[])[world.Callback("linkedin")] }
        );
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_pasted_token_connects_and_its_end_is_known_and_announced()
    {
        var token = await TokenAsync(seconds: 20 * 24 * 3600);

        var account = await world.CreatedAsync("linkedin", Keys(token));

        account.GetProperty("status").GetString().ShouldBe("connected", account.ToString());
        account.GetProperty("externalId").GetString().ShouldBe("demoAyse01");
        var end = account.GetProperty("health").GetProperty("accessTokenExpiresAt").GetDateTimeOffset();
        (end - world.Server.Clock.GetUtcNow()).TotalDays.ShouldBe(20, tolerance: 0.1);
        using var answer = await world.Owner.Client.GetAsync("/api/v1/attention");
        var attention = await answer.ShouldBeAsync(HttpStatusCode.OK);
        attention.ToString().ShouldContain("connection_ends");
    }

    [Fact]
    public async Task The_customers_own_app_connects_by_consent()
    {
        var account = await world.CreatedAsync("linkedin", Keys(token: null));
        account.GetProperty("status").GetString().ShouldBe("disconnected");
        var id = account.GetProperty("id").GetGuid();

        var end = await world.ConsentAsync(id, "linkedin", new { allow = true, user = "demoFatima" });

        end.ShouldBe($"http://127.0.0.1:3000/integrations?connected=true&account_id={id}");
        account = await world.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe("demoFatima");
        account.GetProperty("scopes").EnumerateArray().Count().ShouldBe(3);
        using var tested = await world.PostAsync(id, "test/");
        await tested.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_member_than_the_connected_one_changes_nothing()
    {
        var id = (await world.CreatedAsync("linkedin", Keys(await TokenAsync()))).GetProperty("id").GetGuid();

        var end = await world.ConsentAsync(id, "linkedin", new { allow = true, user = "demoFatima" });

        end!.ShouldContain("error=wrong_account");
        var account = await world.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe("demoAyse01");
        account.GetProperty("status").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task A_wrong_client_secret_and_a_dead_token_are_told_apart()
    {
        var token = await TokenAsync();
        var wrong = await world.CreatedAsync(
            "linkedin",
            new
            {
                clientId = app,
                clientSecret = "wrong",
                accessToken = token,
            }
        );
        var dead = await world.CreatedAsync("linkedin", Keys("never_issued"));

        LastError(wrong).GetProperty("message").GetString().ShouldBe("clientSecret");
        LastError(dead).GetProperty("code").GetString().ShouldBe("authentication_failed");
        LastError(dead).GetProperty("message").GetString().ShouldNotBe("clientSecret");
    }

    [Fact]
    public async Task A_token_stays_its_apps_when_the_keys_of_another_are_pasted()
    {
        var other = "li_" + Guid.CreateVersion7().ToString("N");
        await world.SimPutAsync(
            "/sim/linkedin/apps/" + other,
            new { secret = "other_secret", redirectUris = (string[])[world.Callback("linkedin")] }
        );
        var id = (await world.CreatedAsync("linkedin", Keys(await TokenAsync()))).GetProperty("id").GetGuid();

        // A person was sent to the first app when the keys of the second are pasted: that code is not the second's.
        using var started = await world.PostAsync(id, "connect/");
        var begun = await started.ShouldBeAsync(HttpStatusCode.OK);
        var consented = await world.SimPostAsync(
            "/sim/linkedin/consent",
            new
            {
                allow = true,
                user = "demoAyse01",
                authorizationUrl = begun.GetProperty("authorization_url").GetString(),
            }
        );
        using var pasted = await world.PasteAsync(id, new { clientId = other, clientSecret = "other_secret" });
        (await pasted.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("connected");
        using var browser = world.Server.CreateClient();
        browser.DefaultRequestHeaders.Add("Cookie", started.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var back = await browser.GetAsync(consented.GetProperty("redirectUrl").GetString());
        back.Headers.Location!.Query.ShouldContain("error=credentials_replaced");
        using var synced = await world.PostAsync(id, "sync/");
        await synced.ShouldBeAsync(HttpStatusCode.OK);

        // LinkedIn knows a person by another id at each app.
        (await world.ConsentAsync(id, "linkedin", new { allow = true, user = "demoFatima" }))!.ShouldContain(
            "connected=true"
        );
        (await world.ConsentAsync(id, "linkedin", new { allow = true, user = "demoAyse01" }))!.ShouldContain(
            "error=wrong_account"
        );
    }

    [Fact]
    public async Task A_limit_of_one_member_pauses_no_other_account_of_the_company()
    {
        var limited = (await world.CreatedAsync("linkedin", Keys(await TokenAsync()))).GetProperty("id").GetGuid();
        var other = (await world.CreatedAsync("linkedin", Keys(await TokenAsync()))).GetProperty("id").GetGuid();
        await world.FaultAsync("linkedin", "throttle", times: 1);
        using var refused = await world.PostAsync(limited, "sync/");
        (await refused.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited_by_provider");
        using (await world.Sim.DeleteAsync("/sim/faults")) { }

        using var others = await world.PostAsync(other, "sync/");
        using var again = await world.PostAsync(limited, "sync/");

        await others.ShouldBeAsync(HttpStatusCode.OK);
        (await again.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited_by_provider");
    }

    private static JsonElement LastError(JsonElement account) => account.GetProperty("health").GetProperty("lastError");

    private object Keys(string? token) =>
        new
        {
            clientId = app,
            clientSecret = "a_client_secret",
            accessToken = token,
        };

    private async Task<string> TokenAsync(int seconds = 5_184_000)
    {
        var token = "li_token_" + Guid.CreateVersion7().ToString("N");
        await world.SimPutAsync(
            "/sim/linkedin/tokens/" + token,
            new
            {
                member = "demoAyse01",
                expiresInSeconds = seconds,
                clientId = app,
            }
        );

        return token;
    }
}
