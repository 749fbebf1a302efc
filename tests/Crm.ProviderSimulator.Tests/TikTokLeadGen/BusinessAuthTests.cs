using System.Net;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.TikTokLeadGen;

public sealed class BusinessAuthTests(SimulatorHost host) : IClassFixture<SimulatorHost>
{
    private const string App = "7000000000000000000";
    private const string Secret = "app_secret_demo";
    private const string OneAdvertiser = "7163948356417552385";
    private const string Advertisers = $"/oauth2/advertiser/get/?app_id={App}&secret={Secret}";

    [Theory]
    [InlineData("app_id", null)]
    [InlineData("app_id", "1")]
    [InlineData("state", null)]
    [InlineData("redirect_uri", "http://localhost:9/api/integrations/accounts/oauth/callback/tiktok/")]
    public async Task Wrong_portal_request_gets_an_error_page(string name, string? value)
    {
        var query = new Dictionary<string, string?>
        {
            ["app_id"] = App,
            ["state"] = "s",
            ["redirect_uri"] = SimulatorHost.LeadsRedirect,
        };
        query[name] = value;

        using var response = await host.Http.GetAsync(SimulatorHost.Url("/portal/auth", query));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Token_opens_the_ticked_advertisers_only()
    {
        var token = await host.AdvertiserTokenAsync([OneAdvertiser]);

        var answer = await host.BusinessAsync(HttpMethod.Get, Advertisers, token);

        Code(answer).ShouldBe(0);
        var list = answer.GetProperty("data").GetProperty("list");
        list.EnumerateArray().Select(row => row.GetProperty("advertiser_id").GetString()).ShouldBe([OneAdvertiser]);
    }

    [Fact]
    public async Task Auth_code_works_once()
    {
        var code = await host.AdvertiserCodeAsync();

        Code(await ExchangeAsync(App, Secret, code)).ShouldBe(0);
        Code(await ExchangeAsync(App, Secret, code)).ShouldBe(40110);
    }

    [Fact]
    public async Task Auth_code_ends_after_an_hour()
    {
        var code = await host.AdvertiserCodeAsync();
        host.Clock.Turn(TimeSpan.FromMinutes(60));

        Code(await ExchangeAsync(App, Secret, code)).ShouldBe(40110);
    }

    [Theory]
    [InlineData(App, "wrong", "x", 40101)]
    [InlineData("1", Secret, "x", 40101)]
    [InlineData(null, Secret, "x", 40002)]
    [InlineData(App, Secret, null, 40002)]
    [InlineData(App, Secret, "unknown", 40110)]
    public async Task Wrong_exchange_is_refused_with_http_200(string? app, string secret, string? code, int expected) =>
        Code(await ExchangeAsync(app, secret, code)).ShouldBe(expected);

    [Fact]
    public async Task Form_body_is_refused()
    {
        using var content = new FormUrlEncodedContent([new("app_id", App)]);
        using var response = await host.Http.PostAsync("/open_api/v1.3/oauth2/access_token/", content);

        Code(JsonElement.Parse(await response.Content.ReadAsStringAsync())).ShouldBe(40002);
    }

    [Fact]
    public async Task Bearer_is_not_an_access_token()
    {
        var token = await host.AdvertiserTokenAsync();

        var (status, answer) = await host.CallAsync(HttpMethod.Get, $"/open_api/v1.3{Advertisers}", token);

        (status, Code(answer)).ShouldBe((200, 40104));
    }

    [Fact]
    public async Task Revoked_token_is_dead()
    {
        var token = await host.AdvertiserTokenAsync();
        var body = new
        {
            app_id = App,
            secret = Secret,
            access_token = token,
        };

        Code(await host.BusinessAsync(HttpMethod.Post, "/oauth2/revoke_token/", null, body)).ShouldBe(0);
        Code(await host.BusinessAsync(HttpMethod.Get, Advertisers, token)).ShouldBe(40114);
        Code(await host.BusinessAsync(HttpMethod.Post, "/oauth2/revoke_token/", null, body)).ShouldBe(40105);
    }

    [Theory]
    [InlineData("/oauth2/advertiser/get")]
    [InlineData("/no/such/thing/")]
    public async Task Unknown_route_is_40400_with_http_200(string path) =>
        Code(await host.BusinessAsync(HttpMethod.Get, path, null)).ShouldBe(40400);

    private Task<JsonElement> ExchangeAsync(string? app, string secret, string? code) =>
        host.BusinessAsync(
            HttpMethod.Post,
            "/oauth2/access_token/",
            null,
            new
            {
                app_id = app,
                secret,
                auth_code = code,
            }
        );

    private static int Code(JsonElement answer) => answer.GetProperty("code").GetInt32();
}
