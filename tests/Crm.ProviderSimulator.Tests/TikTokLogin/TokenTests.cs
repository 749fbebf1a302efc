using System.Net;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.TikTokLogin;

public sealed class TokenTests(SimulatorHost host) : IClassFixture<SimulatorHost>
{
    private static readonly string[] DesktopRedirects = ["http://127.0.0.1:3455/cb/"];

    [Fact]
    public async Task Code_with_awkward_letters_becomes_a_pair()
    {
        var consent = await host.ConsentAsync(scopes: ["user.info.basic", "video.list"]);
        consent["code"].ShouldContain("*");
        consent["code"].ShouldContain("!");
        consent["code"].ShouldContain("%");

        var pair = await host.TokenAsync(SimulatorHost.Exchange(consent["code"]));

        pair.GetProperty("expires_in").GetInt64().ShouldBe(7200);
        pair.GetProperty("refresh_expires_in").GetInt64().ShouldBe(15552000);
        pair.GetProperty("scope").GetString().ShouldBe("user.info.basic,video.list");
        pair.GetProperty("token_type").GetString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Double_encoded_code_is_an_invalid_grant()
    {
        var code = (await host.ConsentAsync())["code"];

        Error(await host.TokenAsync(SimulatorHost.Exchange(Uri.EscapeDataString(code)))).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Twice_decoded_code_is_an_invalid_grant()
    {
        var code = (await host.ConsentAsync())["code"];

        Error(await host.TokenAsync(SimulatorHost.Exchange(WebUtility.UrlDecode(code)))).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Code_works_once()
    {
        var code = (await host.ConsentAsync())["code"];
        await host.TokenAsync(SimulatorHost.Exchange(code));

        Error(await host.TokenAsync(SimulatorHost.Exchange(code))).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Code_expires()
    {
        var code = (await host.ConsentAsync())["code"];
        host.Clock.Turn(TimeSpan.FromSeconds(601));

        Error(await host.TokenAsync(SimulatorHost.Exchange(code))).ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("client_key", null, "invalid_request")]
    [InlineData("client_id", "ck_demo", "invalid_request")]
    [InlineData("client_key", "ck_other", "invalid_client")]
    [InlineData("client_secret", "wrong", "invalid_client")]
    [InlineData("client_secret", null, "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData(
        "redirect_uri",
        "http://localhost:9/api/integrations/accounts/oauth/callback/tiktok",
        "invalid_request"
    )]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("code_verifier", null, "invalid_request")]
    [InlineData("code_verifier", "tooshort", "invalid_request")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX", "invalid_request")]
    [InlineData("code_verifier", SimulatorHost.WebChallenge, "invalid_request")]
    public async Task Wrong_exchange_is_refused(string name, string? value, string error)
    {
        var form = SimulatorHost.Exchange((await host.ConsentAsync())["code"]);
        form.Remove(name);
        if (value is not null)
        {
            form[name] = value;
        }

        Error(await host.TokenAsync(form)).ShouldBe(error);
    }

    [Fact]
    public async Task Hex_challenge_of_a_web_app_fails_with_the_documented_text()
    {
        var query = SimulatorHost.Authorize();
        query["code_challenge"] = SimulatorHost.HexChallenge;
        var code = (await host.ConsentAsync(query))["code"];

        var answer = await host.TokenAsync(SimulatorHost.Exchange(code));

        Error(answer).ShouldBe("invalid_request");
        answer.GetProperty("error_description").GetString().ShouldBe("Code verifier or code challenge is invalid.");
        answer.GetProperty("log_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(SimulatorHost.HexChallenge, true)]
    [InlineData(SimulatorHost.WebChallenge, false)]
    public async Task Desktop_app_proves_itself_in_hex_only(string challenge, bool accepted)
    {
        using var change = await host.Http.PutAsJsonAsync(
            "/sim/tiktok/clients/ck_desktop",
            new
            {
                secret = "s",
                platform = "desktop",
                redirectUris = DesktopRedirects,
            }
        );
        var query = SimulatorHost.Authorize();
        (query["client_key"], query["redirect_uri"], query["code_challenge"]) = (
            "ck_desktop",
            "http://127.0.0.1:3455/cb/",
            challenge
        );
        var form = SimulatorHost.Exchange((await host.ConsentAsync(query))["code"]);
        (form["client_key"], form["client_secret"], form["redirect_uri"]) = (
            "ck_desktop",
            "s",
            "http://127.0.0.1:3455/cb/"
        );

        var answer = await host.TokenAsync(form);

        answer.TryGetProperty("access_token", out _).ShouldBe(accepted);
    }

    [Fact]
    public async Task Json_body_is_refused()
    {
        var answer = await host.PostAsync("/v2/oauth/token/", SimulatorHost.Exchange("x"));

        Error(answer).ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Parameters_in_the_query_are_refused()
    {
        var answer = await host.TokenAsync(SimulatorHost.Renewal("x"), "/v2/oauth/token/?client_key=ck_demo");

        Error(answer).ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Path_without_its_slash_is_not_found()
    {
        using var content = new FormUrlEncodedContent(SimulatorHost.Exchange("x"));
        using var response = await host.Http.PostAsync("/v2/oauth/token", content);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.LastRefusalAsync()).ShouldContain("trailing slash");
    }

    private static string? Error(JsonElement answer) =>
        answer.TryGetProperty("error", out var error) ? error.GetString() : null;
}
