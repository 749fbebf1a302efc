using System.Text.Json;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.Meta;

public sealed class DialogTests : IAsyncDisposable
{
    private const string Dialog = "/www.facebook.com/v25.0/dialog/oauth";
    private const string AllScopes = "pages_show_list,pages_manage_metadata,leads_retrieval";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Code_becomes_a_short_token_that_a_long_one_whose_page_token_has_no_end()
    {
        var brief = await ExchangeAsync((await ConsentAsync())["code"]);
        brief.GetProperty("expires_in").GetInt64().ShouldBe(7200);
        var lasting = await LengthenAsync(brief.Text("access_token"));
        lasting.GetProperty("expires_in").GetInt64().ShouldBe(60 * 24 * 3600);
        var briefPage = await PageTokenAsync(brief.Text("access_token"));
        var lastingPage = await PageTokenAsync(lasting.Text("access_token"));

        var inspected = await InspectAsync(lastingPage);
        inspected.GetProperty("expires_at").GetInt64().ShouldBe(0);
        inspected.GetProperty("is_valid").GetBoolean().ShouldBeTrue();
        host.Clock.Turn(TimeSpan.FromHours(2));
        (await host.ReadAsync("/me", briefPage)).Code().ShouldBe("190/463");
        host.Clock.Turn(TimeSpan.FromDays(89));
        (await host.ReadAsync("/me", lastingPage)).Code().ShouldBe("");
        host.Clock.Turn(TimeSpan.FromDays(1));
        (await host.ReadAsync("/me", lastingPage)).Code().ShouldBe("190");
        (await InspectAsync(lastingPage)).GetProperty("is_valid").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Answer_of_the_long_exchange_may_lack_its_end()
    {
        await host.PutAsync("/sim/meta/settings", new { omitsExpiresIn = true });

        var lasting = await LengthenAsync(UserToken);

        lasting.TryGetProperty("expires_in", out _).ShouldBeFalse();
        (await host.ReadAsync("/me", lasting.Text("access_token"))).Code().ShouldBe("");
    }

    [Fact]
    public async Task Unticked_permission_and_page_are_missing_and_shown_as_declined()
    {
        var query = await ConsentAsync(
            new
            {
                allow = true,
                scopes = List("pages_show_list"),
                pageIds = List(SecondPage),
            }
        );
        var token = (await ExchangeAsync(query["code"])).Text("access_token");

        var permissions = (await host.ReadAsync("/me/permissions", token)).Data();
        permissions
            .Where(permission => permission.Text("status") == "declined")
            .Select(permission => permission.Text("permission"))
            .ShouldBe(["pages_manage_metadata", "leads_retrieval"]);
        (await host.ReadAsync("/me/accounts", token)).Data().Single().Text("id").ShouldBe(SecondPage);
    }

    [Fact]
    public async Task Refusal_comes_back_as_access_denied()
    {
        var query = await ConsentAsync(new { allow = false });

        query["error"].ShouldBe("access_denied");
        query["state"].ShouldBe("state-1");
    }

    [Theory]
    [InlineData("client_id", "1")]
    [InlineData("redirect_uri", "https://elsewhere.example.com/")]
    [InlineData("state", null)]
    [InlineData("scope", "lead_retrieval")]
    [InlineData("scope", "pages_show_list leads_retrieval")]
    public async Task Wrong_authorization_is_an_error_page(string name, string? value)
    {
        var query = Authorize();
        query[name] = value;

        (await host.ConsentAsync(Dialog, query)).ShouldContainKey("problem");
        using var page = await host.Http.GetAsync(SimulatorHost.Url(Dialog, query));
        ((int)page.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Wrong_exchange_is_refused()
    {
        var code = (await ConsentAsync())["code"];
        (await ExchangeAsync(code, secret: "wrong")).Code().ShouldBe("1");
        (await ExchangeAsync(code, redirectUri: Redirect + "?")).Code().ShouldBe("100/36008");
        (await ExchangeAsync(code)).Code().ShouldBe("100/36009");
        (await ExchangeAsync("invented")).Code().ShouldBe("100");
        var late = (await ConsentAsync())["code"];
        host.Clock.Turn(TimeSpan.FromHours(1));
        (await ExchangeAsync(late)).Code().ShouldBe("100/36007");
    }

    [Fact]
    public async Task Revoked_app_and_changed_password_end_the_tokens()
    {
        await host.PostAsync("/sim/meta/tokens/revoke", new { value = PageToken, subcode = 460 });
        (await host.ReadAsync("/me", PageToken)).Code().ShouldBe("190/460");

        (await host.GraphAsync(HttpMethod.Delete, "/me/permissions", UserToken)).Code().ShouldBe("");
        (await host.ReadAsync("/me", UserToken)).Code().ShouldBe("190/458");
    }

    [Fact]
    public async Task Proof_of_the_secret_is_checked_and_can_be_demanded()
    {
        var proof = ProviderSimulator.Meta.Graph.GraphGate.Proof(Secret, "token_demo");
        proof.ShouldBe("bdc0cfbb37dcf366f9284a4dc0ed1328bac81e1e45a2273c3c01f6bfd91f98f8");
        await host.PlantTokenAsync(new { kind = "user", value = "token_demo" });

        (await host.ReadAsync("/me?appsecret_proof=00", "token_demo")).Code().ShouldBe("100");
        await host.PutAsync($"/sim/meta/apps/{App}", new { secret = Secret, requiresProof = true });
        (await host.ReadAsync("/me", "token_demo")).Code().ShouldBe("100");
        (await host.ReadAsync($"/me?appsecret_proof={proof}", "token_demo")).Code().ShouldBe("");
    }

    [Fact]
    public async Task Unknown_version_and_unknown_field_are_refused()
    {
        (await host.ReadAsync("/graph.facebook.com/v99.0/me", UserToken)).Code().ShouldBe("2500");
        (await host.ReadAsync("/me?fields=id,shoe_size", UserToken)).Code().ShouldBe("100");
        (await host.ReadAsync("/me?fields=id,name{", UserToken)).Code().ShouldBe("2500");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static Dictionary<string, string?> Authorize() =>
        new()
        {
            ["client_id"] = App,
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = AllScopes,
            ["state"] = "state-1",
        };

    private Task<IDictionary<string, string>> ConsentAsync(object? decision = null) =>
        host.ConsentAsync(Dialog, Authorize(), decision);

    private Task<JsonElement> ExchangeAsync(string code, string secret = Secret, string redirectUri = Redirect) =>
        host.TokenAsync(
            new Dictionary<string, string>
            {
                ["client_id"] = App,
                ["client_secret"] = secret,
                ["redirect_uri"] = redirectUri,
                ["code"] = code,
            },
            $"{Facebook}/oauth/access_token"
        );

    private Task<JsonElement> LengthenAsync(string token) =>
        host.ReadAsync(
            $"/oauth/access_token?grant_type=fb_exchange_token&client_id={App}&client_secret={Secret}&fb_exchange_token={token}",
            token: null
        );

    private async Task<string> PageTokenAsync(string userToken) =>
        (await host.ReadAsync("/me/accounts?fields=id,access_token", userToken)).Data()[0].Text("access_token");

    private async Task<JsonElement> InspectAsync(string token) =>
        (
            await host.ReadAsync($"/debug_token?input_token={token}&access_token={App}|{Secret}", token: null)
        ).GetProperty("data");
}
