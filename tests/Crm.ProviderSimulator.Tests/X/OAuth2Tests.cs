using System.Net;

namespace Crm.ProviderSimulator.Tests.X;

public sealed class OAuth2Tests : IDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task A_connected_user_posts_with_the_token()
    {
        var pair = await host.ConnectToXAsync();

        pair.Text("token_type").ShouldBe("bearer");
        pair.Text("expires_in").ShouldBe("7200");
        pair.Text("scope").ShouldBe(OAuth2Host.AllScopes);
        (await PostAsync(pair.Text("access_token")!)).ShouldBe((201, null));
    }

    [Theory]
    [InlineData("client_id", "x_other", "client_id")]
    [InlineData("redirect_uri", "http://localhost:9/api/integrations/accounts/oauth/callback/x", "byte for byte")]
    [InlineData("response_type", "token", "response_type")]
    [InlineData("state", null, "state")]
    [InlineData("scope", null, "scope is missing")]
    [InlineData("scope", "tweet.read,tweet.write", "spaces")]
    [InlineData("scope", "tweet.read tweet.publish", "unknown")]
    [InlineData("code_challenge", null, "code_challenge")]
    [InlineData("code_challenge", SimulatorHost.WebChallenge + "=", "padding")]
    [InlineData("code_challenge_method", "s256", "S256")]
    [InlineData("code_challenge_method", null, "S256")]
    public async Task A_wrong_authorize_request_gets_an_error_page_and_no_redirect(
        string name,
        string? value,
        string why
    )
    {
        var query = OAuth2Host.Query();
        query[name] = value;

        using var response = await host.Http.GetAsync(SimulatorHost.Url("/i/oauth2/authorize", query));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task A_state_is_at_most_500_characters()
    {
        var query = OAuth2Host.Query();
        query["state"] = new string('s', 501);

        using var response = await host.Http.GetAsync(SimulatorHost.Url("/i/oauth2/authorize", query));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_page_asks_for_every_scope_and_its_form_redirects()
    {
        var url = SimulatorHost.Url("/i/oauth2/authorize", OAuth2Host.Query());
        using var form = new FormUrlEncodedContent([new("decision", "allow"), new("scope", "tweet.read")]);

        var page = await host.Http.GetStringAsync(url);
        using var response = await host.Http.PostAsync(url, form);

        page.ShouldContain("name=\"scope\" value=\"offline.access\" checked");
        response.Headers.Location!.ToString().ShouldStartWith($"{OAuth2Host.Redirect}?state=state-1&code=");
    }

    [Fact]
    public async Task A_denial_comes_back_as_access_denied()
    {
        var answer = await host.ConsentToXAsync(allow: false);

        answer["error"].ShouldBe("access_denied");
        answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task An_unticked_scope_is_not_granted()
    {
        var code = (await host.ConsentToXAsync(scopes: ["tweet.read", "users.read"]))["code"];
        var pair = await host.XTokenAsync(OAuth2Host.Exchange(code));

        pair.Text("scope").ShouldBe("tweet.read users.read");
        pair.Text("refresh_token").ShouldBeNull();
        (await PostAsync(pair.Text("access_token")!)).ShouldBe((403, "You are not permitted to perform this action."));
    }

    [Theory]
    [InlineData("code", "other", "authorization code")]
    [InlineData("redirect_uri", "http://localhost:9/", "redirect uri")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX", "code verifier")]
    [InlineData("code_verifier", null, "[code_verifier]")]
    [InlineData("client_secret", "x_client_secret_demo", "malformed")]
    [InlineData("grant_type", null, "[grant_type]")]
    public async Task A_wrong_exchange_is_an_invalid_request(string name, string? value, string why)
    {
        var form = OAuth2Host.Exchange((await host.ConsentToXAsync())["code"]);
        form.Remove(name);
        if (value is not null)
        {
            form[name] = value;
        }

        var answer = await host.XTokenAsync(form);

        (answer.Status, answer.Text("error")).ShouldBe((400, "invalid_request"));
        answer.Text("error_description")!.ShouldContain(why);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x_client_demo:other")]
    [InlineData("x_other:x_client_secret_demo")]
    public async Task A_confidential_client_proves_itself_with_basic(string? basic)
    {
        var form = OAuth2Host.Exchange((await host.ConsentToXAsync())["code"]);
        form["client_id"] = "x_client_demo";

        var answer = await host.XTokenAsync(form, basic);

        (answer.Status, answer.Text("error")).ShouldBe((401, "unauthorized_client"));
    }

    [Fact]
    public async Task A_public_client_names_itself_in_the_form()
    {
        using var change = await host.Http.PutAsJsonAsync("/sim/x/apps/x_api_key_demo", new { @public = true });
        var code = (await host.ConsentToXAsync())["code"];
        var form = OAuth2Host.Exchange(code);
        form["client_id"] = "x_client_demo";

        (await host.XTokenAsync(form, basic: null)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_token_request_in_json_is_refused()
    {
        using var content = JsonContent.Create(OAuth2Host.Exchange((await host.ConsentToXAsync())["code"]));

        (await host.XTokenAsync(content, "x_client_demo:x_client_secret_demo")).Status.ShouldBe(400);
        (await host.LastRefusalAsync()).ShouldContain("not a form");
    }

    [Theory]
    [InlineData(29, 200)]
    [InlineData(30, 400)]
    public async Task A_code_lives_thirty_seconds(int seconds, int status)
    {
        var code = (await host.ConsentToXAsync())["code"];
        host.Clock.Turn(TimeSpan.FromSeconds(seconds));

        (await host.XTokenAsync(OAuth2Host.Exchange(code))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var code = (await host.ConsentToXAsync())["code"];

        (await host.XTokenAsync(OAuth2Host.Exchange(code))).Status.ShouldBe(200);
        (await host.XTokenAsync(OAuth2Host.Exchange(code))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_spent_refresh_token_is_an_invalid_request()
    {
        var old = (await host.ConnectToXAsync()).Text("refresh_token")!;

        var renewed = await host.XTokenAsync(OAuth2Host.Renewal(old));
        var again = await host.XTokenAsync(OAuth2Host.Renewal(old));
        var next = await host.XTokenAsync(OAuth2Host.Renewal(renewed.Text("refresh_token")!));

        (renewed.Status, next.Status).ShouldBe((200, 200));
        (again.Status, again.Text("error"), again.Text("error_description")).ShouldBe(
            (400, "invalid_request", "Value passed for the token was invalid.")
        );
        (await host.LastRefusalAsync()).ShouldBe("spent refresh token");
    }

    [Fact]
    public async Task An_access_token_ends_after_two_hours()
    {
        var token = (await host.ConnectToXAsync()).Text("access_token")!;
        host.Clock.Turn(TimeSpan.FromSeconds(7199));
        (await PostAsync(token)).Status.ShouldBe(201);

        host.Clock.Turn(TimeSpan.FromSeconds(1));
        (await PostAsync(token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_revoked_authorization_is_dead_in_both_tokens()
    {
        var pair = await host.ConnectToXAsync();
        var form = new Dictionary<string, string> { ["token"] = pair.Text("access_token")! };

        var revoked = await host.XTokenAsync(form, path: "/2/oauth2/revoke");
        var refresh = await host.XTokenAsync(OAuth2Host.Renewal(pair.Text("refresh_token")!));

        revoked.Body.GetProperty("revoked").GetBoolean().ShouldBeTrue();
        refresh.Status.ShouldBe(400);
        (await PostAsync(pair.Text("access_token")!)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Tests_end_tokens_behind_the_clients_back()
    {
        var (first, second) = (await host.ConnectToXAsync(), await host.ConnectToXAsync());
        using var expired = await host.Http.PostAsJsonAsync(
            "/sim/x/tokens/expire",
            new { token = first.Text("access_token") }
        );
        using var revoked = await host.Http.PostAsJsonAsync(
            "/sim/x/tokens/revoke",
            new { token = second.Text("refresh_token") }
        );

        (await PostAsync(first.Text("access_token")!)).Status.ShouldBe(401);
        (await host.XTokenAsync(OAuth2Host.Renewal(first.Text("refresh_token")!))).Status.ShouldBe(200);
        (await PostAsync(second.Text("access_token")!)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("x_bearer_demo", 403, "unsupported-authentication")]
    [InlineData("x_bearer_other", 401, "about:blank")]
    public async Task A_bearer_token_of_the_app_alone_reads_and_does_not_post(string token, int status, string type)
    {
        var post = await host.CallAsync(HttpMethod.Post, "/2/tweets", token, new { text = "merhaba" });
        var read = await host.CallAsync(HttpMethod.Get, "/2/users/2244994945/tweets", token);

        post.Status.ShouldBe(status);
        post.Body.GetProperty("type").GetString()!.ShouldEndWith(type);
        read.Status.ShouldBe(status == 403 ? 200 : 401);
    }

    public void Dispose() => host.Dispose();

    private async Task<(int Status, string? Detail)> PostAsync(string token)
    {
        var text = $"merhaba {Guid.CreateVersion7()}";
        var (status, body) = await host.CallAsync(HttpMethod.Post, "/2/tweets", token, new { text });
        return (status, body.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }
}
