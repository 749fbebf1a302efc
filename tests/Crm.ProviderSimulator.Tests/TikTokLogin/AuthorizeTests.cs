using System.Net;

namespace Crm.ProviderSimulator.Tests.TikTokLogin;

public sealed class AuthorizeTests(SimulatorHost host) : IClassFixture<SimulatorHost>
{
    private static readonly string[] DesktopRedirects = ["http://127.0.0.1:*/cb/"];

    [Theory]
    [InlineData("client_key", null, "client_key is missing")]
    [InlineData("client_key", "ck_other", "client_key is unknown")]
    [InlineData("client_id", "ck_demo", "called client_key")]
    [InlineData("redirect_uri", "http://localhost:9/api/integrations/accounts/oauth/callback/tiktok", "byte for byte")]
    [InlineData("redirect_uri", "http://LOCALHOST:9/api/integrations/accounts/oauth/callback/tiktok/", "byte for byte")]
    [InlineData("redirect_uri", null, "byte for byte")]
    [InlineData("response_type", "token", "response_type")]
    [InlineData("state", null, "state is missing")]
    [InlineData("scope", null, "scope is missing")]
    [InlineData("scope", "user.info.basic video.list", "commas")]
    [InlineData("scope", "user.info.basic,video.publish", "unknown")]
    [InlineData("code_challenge_method", "s256", "S256")]
    [InlineData("code_challenge_method", null, "S256")]
    [InlineData("code_challenge", null, "without code_challenge")]
    [InlineData("disable_auto_auth", "true", "disable_auto_auth")]
    public async Task Wrong_authorize_request_gets_an_error_page_and_no_redirect(string name, string? value, string why)
    {
        var query = SimulatorHost.Authorize();
        query[name] = value;

        using var response = await host.Http.GetAsync(SimulatorHost.Url("/v2/auth/authorize/", query));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task Consent_page_has_every_asked_scope_to_untick()
    {
        var page = await host.Http.GetStringAsync(
            SimulatorHost.Url("/v2/auth/authorize", SimulatorHost.Authorize("user.info.basic,video.list"))
        );

        page.ShouldContain("name=\"scope\" value=\"user.info.basic\" checked");
        page.ShouldContain("name=\"scope\" value=\"video.list\" checked");
        page.ShouldNotContain("user.info.stats");
        page.ShouldContain("value=\"deny\"");
    }

    [Fact]
    public async Task Form_of_the_page_redirects_with_the_scopes_left_ticked()
    {
        using var form = new FormUrlEncodedContent([new("scope", "video.list"), new("decision", "allow")]);

        using var response = await host.Http.PostAsync(
            SimulatorHost.Url("/v2/auth/authorize/", SimulatorHost.Authorize()),
            form
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldStartWith(SimulatorHost.Redirect + "?code=");
        response.Headers.Location.Query.ShouldContain("&scopes=video.list&state=state-1");
    }

    [Fact]
    public async Task Denial_comes_back_as_access_denied()
    {
        var answer = await host.ConsentAsync(allow: false);

        answer["error"].ShouldBe("access_denied");
        answer["state"].ShouldBe("state-1");
        answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Desktop_app_without_a_challenge_is_refused()
    {
        using var change = await host.Http.PutAsJsonAsync(
            "/sim/tiktok/clients/ck_desk",
            new
            {
                secret = "s",
                platform = "desktop",
                redirectUris = DesktopRedirects,
            }
        );
        var query = SimulatorHost.Authorize();
        query["client_key"] = "ck_desk";
        query["redirect_uri"] = "http://127.0.0.1:3455/cb/";
        query.Remove("code_challenge");
        query.Remove("code_challenge_method");

        using var response = await host.Http.GetAsync(SimulatorHost.Url("/v2/auth/authorize/", query));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.LastRefusalAsync()).ShouldContain("PKCE");
    }

    [Theory]
    [InlineData("http://crm.example.com/cb/")]
    [InlineData("https://crm.example.com/cb/?a=1")]
    [InlineData("https://crm.example.com/cb/#a")]
    [InlineData("/cb/")]
    public async Task Redirect_that_the_portal_would_not_register_is_refused(string uri)
    {
        using var response = await host.Http.PutAsJsonAsync(
            "/sim/tiktok/clients/ck_new",
            new
            {
                secret = "s",
                platform = "web",
                redirectUris = new[] { uri },
            }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
