using System.Net;

namespace Crm.ProviderSimulator.Tests.LinkedIn;

public sealed class LinkedInLoginTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData("client_id", null, "client_id")]
    [InlineData("client_id", "other", "client_id")]
    [InlineData(
        "redirect_uri",
        "http://localhost:9/api/integrations/accounts/oauth/callback/linkedin",
        "byte for byte"
    )]
    [InlineData("redirect_uri", null, "byte for byte")]
    [InlineData("response_type", "token", "response_type")]
    [InlineData("state", null, "state is missing")]
    [InlineData("scope", null, "scope is missing")]
    [InlineData("scope", "openid,profile", "spaces")]
    [InlineData("scope", "openid w_everything", "unknown")]
    public async Task Wrong_authorize_request_gets_an_error_page_and_no_redirect(string name, string? value, string why)
    {
        var query = LinkedInHost.Authorize();
        query[name] = value;

        using var response = await host.Http.GetAsync(
            SimulatorHost.Url("/www.linkedin.com/oauth/v2/authorization", query)
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task Scope_of_a_product_that_the_app_lacks_is_refused()
    {
        await PutAppAsync(refreshEnabled: false, scopes: ["openid", "profile"]);

        using var response = await host.Http.GetAsync(
            SimulatorHost.Url("/www.linkedin.com/oauth/v2/authorization", LinkedInHost.Authorize())
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.LastRefusalAsync()).ShouldContain("unauthorized_scope_error");
    }

    [Fact]
    public async Task Member_accepts_everything_or_nothing()
    {
        using var partly = await host.Http.PostAsJsonAsync(
            "/sim/linkedin/consent",
            new
            {
                authorizationUrl = SimulatorHost.Url(
                    "/www.linkedin.com/oauth/v2/authorization",
                    LinkedInHost.Authorize()
                ),
                allow = true,
                scopes = (string[])["openid"],
            }
        );
        var denied = await host.LinkedInConsentAsync(allow: false);

        partly.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        denied["error"].ShouldBe("user_cancelled_authorize");
        denied["state"].ShouldBe("state-1");
    }

    [Fact]
    public async Task Form_of_the_page_redirects_with_the_code_and_a_challenge_is_ignored()
    {
        var query = LinkedInHost.Authorize();
        query["code_challenge"] = SimulatorHost.WebChallenge;
        query["code_challenge_method"] = "S256";
        using var form = new FormUrlEncodedContent([new("user", "demoFatima"), new("decision", "allow")]);

        using var response = await host.Http.PostAsync(
            SimulatorHost.Url("/www.linkedin.com/oauth/v2/authorization", query),
            form
        );

        response.Headers.Location!.ToString().ShouldStartWith(LinkedInHost.Redirect + "?code=");
    }

    [Fact]
    public async Task Token_has_60_days_scopes_with_commas_and_no_refresh_token()
    {
        var answer = await host.LinkedInFormAsync(LinkedInHost.Exchange((await host.LinkedInConsentAsync())["code"]));

        answer.Body.GetProperty("expires_in").GetInt64().ShouldBe(5_184_000);
        answer.Body.GetProperty("scope").GetString().ShouldBe("openid,profile,w_member_social");
        answer.Body.TryGetProperty("refresh_token", out _).ShouldBeFalse();
        answer.Body.GetProperty("access_token").GetString()!.Length.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("client_id", "other", 401, "invalid_client")]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("client_secret", null, 401, "invalid_client")]
    [InlineData("grant_type", "password", 400, "invalid_request")]
    [InlineData("code", "unknown", 400, "invalid_request")]
    [InlineData("code", null, 400, "invalid_request")]
    [InlineData("redirect_uri", "https://crm.example.com/", 400, "invalid_redirect_uri")]
    public async Task Wrong_exchange_is_refused(string name, string? value, int status, string error)
    {
        var form = LinkedInHost.Exchange((await host.LinkedInConsentAsync())["code"]);
        form[name] = value;

        var answer = await host.LinkedInFormAsync(form);

        (answer.Status, answer.Body.GetProperty("error").GetString()).ShouldBe((status, error));
    }

    [Fact]
    public async Task Code_works_once_and_thirty_minutes()
    {
        var used = (await host.LinkedInConsentAsync())["code"];
        var old = (await host.LinkedInConsentAsync())["code"];

        (await host.LinkedInFormAsync(LinkedInHost.Exchange(used))).Status.ShouldBe(200);
        (await host.LinkedInFormAsync(LinkedInHost.Exchange(used))).Status.ShouldBe(400);
        host.Clock.Turn(TimeSpan.FromMinutes(30));
        (await host.LinkedInFormAsync(LinkedInHost.Exchange(old))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Token_call_in_json_is_refused()
    {
        using var response = await host.Http.PostAsJsonAsync(
            "/www.linkedin.com/oauth/v2/accessToken",
            LinkedInHost.Exchange("x")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Refresh_token_of_an_approved_app_ends_a_year_after_the_first_grant()
    {
        await PutAppAsync(refreshEnabled: true);
        var first = await host.LinkedInFormAsync(LinkedInHost.Exchange((await host.LinkedInConsentAsync())["code"]));
        var renewal = LinkedInHost.Renewal(first.Body.GetProperty("refresh_token").GetString());

        host.Clock.Turn(TimeSpan.FromDays(364));
        var late = await host.LinkedInFormAsync(renewal);
        host.Clock.Turn(TimeSpan.FromDays(1));
        var tooLate = await host.LinkedInFormAsync(renewal);

        first.Body.GetProperty("refresh_token_expires_in").GetInt64().ShouldBe(31_536_000);
        late.Body.GetProperty("refresh_token_expires_in").GetInt64().ShouldBe(86_400);
        late.Body.GetProperty("expires_in").GetInt64().ShouldBe(5_184_000);
        (tooLate.Status, tooLate.Body.GetProperty("error").GetString()).ShouldBe((400, "invalid_grant"));
    }

    [Fact]
    public async Task Introspection_tells_what_a_token_is_worth()
    {
        var active = await IntrospectAsync(LinkedInHost.Token);
        await host.PostAsync("/sim/linkedin/tokens/expire", new { });
        var expired = await IntrospectAsync(LinkedInHost.Token);
        await host.PostAsync("/sim/linkedin/members/demoAyse01/revoke", new { });
        var revoked = await IntrospectAsync(LinkedInHost.Token);
        var unknown = await IntrospectAsync("AQXunknown");

        (active.Active, expired.Active, revoked.Active, unknown.Active).ShouldBe((true, false, false, false));
        (active.Status, expired.Status, revoked.Status).ShouldBe(("active", "expired", "revoked"));
    }

    [Fact]
    public async Task Introspection_needs_the_secret()
    {
        var answer = await host.LinkedInFormAsync(Inspection(LinkedInHost.Token, "wrong"), "introspectToken");

        answer.Status.ShouldBe(401);
    }

    [Fact]
    public async Task Revoked_token_is_dead()
    {
        var revoked = await host.LinkedInFormAsync(Inspection(LinkedInHost.Token), "revoke");
        var call = await host.LinkedInAsync(HttpMethod.Get, "/api.linkedin.com/v2/userinfo");

        revoked.Status.ShouldBe(200);
        (call.Status, call.Code).ShouldBe((401, "REVOKED_ACCESS_TOKEN"));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task PutAppAsync(bool refreshEnabled, string[]? scopes = null)
    {
        using var put = await host.Http.PutAsJsonAsync(
            $"/sim/linkedin/apps/{LinkedInHost.Client}",
            new
            {
                secret = LinkedInHost.Secret,
                redirectUris = (string[])[LinkedInHost.Redirect],
                refreshEnabled,
                scopes,
            }
        );
        put.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string?> Inspection(string token, string secret = LinkedInHost.Secret) =>
        new(StringComparer.Ordinal)
        {
            ["client_id"] = LinkedInHost.Client,
            ["client_secret"] = secret,
            ["token"] = token,
        };

    private async Task<(bool Active, string? Status)> IntrospectAsync(string token)
    {
        var (_, body) = await host.LinkedInFormAsync(Inspection(token), "introspectToken");
        return (
            body.GetProperty("active").GetBoolean(),
            body.TryGetProperty("status", out var status) ? status.GetString() : null
        );
    }
}
