using System.Net;

namespace Crm.ProviderSimulator.Tests.GoogleLeadForm;

public sealed class GoogleAccountTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData("client_id", null, "client_id")]
    [InlineData("client_id", "other", "client_id")]
    [InlineData(
        "redirect_uri",
        "http://localhost:9/api/integrations/accounts/oauth/callback/google_ads",
        "byte for byte"
    )]
    [InlineData("response_type", "token", "response_type")]
    [InlineData("state", null, "state")]
    [InlineData("scope", null, "scope is missing")]
    [InlineData("scope", "openid,email", "spaces")]
    [InlineData("scope", "https://www.googleapis.com/auth/drive", "unknown")]
    [InlineData("access_type", "always", "access_type")]
    [InlineData("prompt", "yes", "prompt")]
    [InlineData("code_challenge_method", "plain", "S256")]
    [InlineData("code_challenge", null, "without code_challenge")]
    public async Task Wrong_authorize_request_gets_an_error_page_and_no_redirect(string name, string? value, string why)
    {
        var query = GoogleHost.Authorize();
        query[name] = value;

        using var response = await host.Http.GetAsync(
            SimulatorHost.Url("/accounts.google.com/o/oauth2/v2/auth", query)
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task Form_of_the_page_redirects_with_the_code()
    {
        using var form = new FormUrlEncodedContent([
            new("scope", GoogleHost.AdsScope),
            new("user", "ads-demo"),
            new("decision", "allow"),
        ]);
        var url = SimulatorHost.Url("/accounts.google.com/o/oauth2/v2/auth", GoogleHost.Authorize());

        var page = await host.Http.GetStringAsync(url);
        using var response = await host.Http.PostAsync(url, form);

        page.ShouldContain("value=\"ads-demo\" checked");
        response.Headers.Location!.ToString().ShouldStartWith(GoogleHost.Redirect + "?code=");
    }

    [Fact]
    public async Task Denial_comes_back_as_access_denied()
    {
        var answer = await host.GoogleConsentAsync(allow: false);

        answer["error"].ShouldBe("access_denied");
        answer["state"].ShouldBe("state-1");
    }

    [Fact]
    public async Task Offline_consent_brings_a_refresh_token_that_does_not_rotate()
    {
        var pair = await host.GoogleConnectAsync();
        var refreshToken = pair.GetProperty("refresh_token").GetString();

        var first = await host.GoogleTokenAsync(GoogleHost.Renewal(refreshToken));
        var second = await host.GoogleTokenAsync(GoogleHost.Renewal(refreshToken));

        pair.GetProperty("expires_in").GetInt32().ShouldBe(3599);
        pair.GetProperty("scope").GetString().ShouldBe(GoogleHost.AdsScope);
        (first.Status, second.Status).ShouldBe((200, 200));
        second.Body.TryGetProperty("refresh_token", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("offline", "consent", true)]
    [InlineData("offline", null, false)]
    [InlineData("online", "consent", false)]
    public async Task Second_consent_brings_a_refresh_token_only_where_it_is_asked_for(
        string accessType,
        string? prompt,
        bool expected
    )
    {
        await host.GoogleConnectAsync();
        var again = GoogleHost.Authorize();
        again["access_type"] = accessType;
        again["prompt"] = prompt;
        var code = (await host.GoogleConsentAsync(again))["code"];

        var answer = await host.GoogleTokenAsync(GoogleHost.Exchange(code));

        answer.Status.ShouldBe(200);
        answer.Body.TryGetProperty("refresh_token", out _).ShouldBe(expected);
    }

    [Theory]
    [InlineData("client_id", "other", 401, "invalid_client")]
    [InlineData("client_id", null, 400, "invalid_request")]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("client_secret", null, 401, "invalid_client")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    [InlineData("redirect_uri", "https://crm.example.com/", 400, "redirect_uri_mismatch")]
    [InlineData("code", "4/unknown", 400, "invalid_grant")]
    [InlineData("code_verifier", null, 400, "invalid_grant")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX", 400, "invalid_grant")]
    public async Task Wrong_exchange_is_refused(string name, string? value, int status, string error)
    {
        var form = GoogleHost.Exchange((await host.GoogleConsentAsync())["code"]);
        form[name] = value;

        var answer = await host.GoogleTokenAsync(form);

        (answer.Status, answer.Error()).ShouldBe((status, error));
    }

    [Fact]
    public async Task Code_works_once_and_ten_minutes()
    {
        var used = (await host.GoogleConsentAsync())["code"];
        var old = (await host.GoogleConsentAsync())["code"];

        (await host.GoogleTokenAsync(GoogleHost.Exchange(used))).Status.ShouldBe(200);
        (await host.GoogleTokenAsync(GoogleHost.Exchange(used))).Error().ShouldBe("invalid_grant");
        host.Clock.Turn(TimeSpan.FromMinutes(10));
        (await host.GoogleTokenAsync(GoogleHost.Exchange(old))).Error().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Token_call_in_json_is_refused()
    {
        using var response = await host.Http.PostAsJsonAsync(
            "/oauth2.googleapis.com/token",
            GoogleHost.Renewal("1//x")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Dead_refresh_token_is_an_invalid_grant()
    {
        var refreshToken = (await host.GoogleConnectAsync()).GetProperty("refresh_token").GetString();
        await host.PostAsync("/sim/google-lead-form/revoke", new { user = "ads-demo" });

        var revoked = await host.GoogleTokenAsync(GoogleHost.Renewal(refreshToken));
        var unknown = await host.GoogleTokenAsync(GoogleHost.Renewal("1//unknown"));

        (revoked.Status, revoked.Error()).ShouldBe((400, "invalid_grant"));
        (unknown.Status, unknown.Error()).ShouldBe((400, "invalid_grant"));
    }

    [Fact]
    public async Task Revocation_ends_the_whole_grant()
    {
        var pair = await host.GoogleConnectAsync();
        using var revoked = await host.Http.PostAsync(
            $"/oauth2.googleapis.com/revoke?token={pair.GetProperty("access_token").GetString()}",
            null
        );
        using var again = await host.Http.PostAsync(
            $"/oauth2.googleapis.com/revoke?token={pair.GetProperty("access_token").GetString()}",
            null
        );

        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var renewal = GoogleHost.Renewal(pair.GetProperty("refresh_token").GetString());
        (await host.GoogleTokenAsync(renewal)).Error().ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 200)]
    public async Task Refresh_token_of_an_app_in_testing_dies_after_a_week(bool inTesting, int status)
    {
        using var put = await host.Http.PutAsJsonAsync(
            $"/sim/google-lead-form/clients/{GoogleHost.Client}",
            new
            {
                secret = GoogleHost.Secret,
                redirectUris = (string[])[GoogleHost.Redirect],
                inTesting,
            }
        );
        var refreshToken = (await host.GoogleConnectAsync()).GetProperty("refresh_token").GetString();

        host.Clock.Turn(TimeSpan.FromDays(7));

        (await host.GoogleTokenAsync(GoogleHost.Renewal(refreshToken))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Token_call_fails_as_a_fault_says()
    {
        await host.PostAsync(
            "/sim/faults",
            new
            {
                provider = "google-lead-form",
                kind = "status",
                status = 503,
            }
        );

        (await host.GoogleTokenAsync(GoogleHost.Renewal("1//x"))).Status.ShouldBe(503);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
