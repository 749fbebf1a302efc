using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.X;

public sealed class ThreeLeggedTests : IDisposable
{
    private const string RequestToken = "/oauth/request_token";
    private const string AccessToken = "/oauth/access_token";
    private const string Callback = "http://localhost:9/api/integrations/accounts/oauth/callback/x/";

    private readonly SimulatorHost host = SimulatorHost.Listening();

    [Fact]
    public async Task Three_legs_end_in_a_token_that_posts()
    {
        var request = await FirstLegAsync();
        var redirect = await ConsentAsync(request, userId: "1620011223344556677");
        var client = new SignedClient(host)
        {
            Token = request["oauth_token"],
            TokenSecret = request["oauth_token_secret"],
        };

        var answer = await client.SendAsync(HttpMethod.Post, AccessToken, form: Verifier(redirect));
        var pair = Read(answer);
        var user = new SignedClient(host) { Token = pair["oauth_token"], TokenSecret = pair["oauth_token_secret"] };

        (pair["user_id"], pair["screen_name"]).ShouldBe(("1620011223344556677", "istanbulgym"));
        (await user.PostAsync("merhaba")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_token_that_was_asked_for_reading_cannot_post()
    {
        var request = await FirstLegAsync("&x_auth_access_type=read");
        var redirect = await ConsentAsync(request);
        var client = new SignedClient(host)
        {
            Token = request["oauth_token"],
            TokenSecret = request["oauth_token_secret"],
        };
        var pair = Read(await client.SendAsync(HttpMethod.Post, AccessToken, form: Verifier(redirect)));
        var user = new SignedClient(host) { Token = pair["oauth_token"], TokenSecret = pair["oauth_token_secret"] };

        (await user.PostAsync("merhaba")).Type.ShouldBe("oauth1-permissions");
    }

    [Theory]
    [InlineData("", 403, "byte for byte")]
    [InlineData("oauth_callback=oob", 403, "byte for byte")]
    [InlineData("oauth_callback=http%3A%2F%2Flocalhost%3A9%2F", 403, "byte for byte")]
    [InlineData("x_auth_access_type=admin&oauth_callback=", 400, "x_auth_access_type")]
    public async Task A_wrong_first_leg_is_refused(string form, int status, string why)
    {
        var whole = form.EndsWith('=') ? form + Uri.EscapeDataString(Callback) : form;

        var answer = await App().SendAsync(HttpMethod.Post, RequestToken, form: whole);

        answer.Status.ShouldBe(status);
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task A_first_leg_with_a_token_is_refused()
    {
        var form = $"oauth_callback={Uri.EscapeDataString(Callback)}";

        (await new SignedClient(host).SendAsync(HttpMethod.Post, RequestToken, form: form)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_of_the_first_leg_is_good_for_one_wrong_or_right_third_leg()
    {
        var request = await FirstLegAsync();
        var redirect = await ConsentAsync(request);
        var client = new SignedClient(host)
        {
            Token = request["oauth_token"],
            TokenSecret = request["oauth_token_secret"],
        };

        var wrong = await client.SendAsync(HttpMethod.Post, AccessToken, form: "oauth_verifier=guessed");
        var right = await client.SendAsync(HttpMethod.Post, AccessToken, form: Verifier(redirect));

        (wrong.Status, right.Status).ShouldBe((401, 401));
    }

    [Fact]
    public async Task Without_a_user_who_agreed_there_is_no_token()
    {
        var request = await FirstLegAsync();
        var client = new SignedClient(host)
        {
            Token = request["oauth_token"],
            TokenSecret = request["oauth_token_secret"],
        };

        (await client.SendAsync(HttpMethod.Post, AccessToken, form: "oauth_verifier=x")).Status.ShouldBe(401);
        (await host.LastRefusalAsync()).ShouldContain("no user has agreed");
    }

    [Fact]
    public async Task A_denial_comes_back_and_ends_the_token()
    {
        var request = await FirstLegAsync();

        var redirect = await ConsentAsync(request, allow: false);
        using var page = await host.Http.GetAsync($"/oauth/authorize?oauth_token={request["oauth_token"]}");

        redirect["denied"].ToString().ShouldBe(request["oauth_token"]);
        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/oauth/authorize")]
    [InlineData("/oauth/authenticate")]
    public async Task The_page_asks_and_its_form_redirects(string path)
    {
        var request = await FirstLegAsync();
        var url = $"{path}?oauth_token={request["oauth_token"]}";
        using var form = new FormUrlEncodedContent([new("decision", "allow"), new("user_id", "3108351")]);

        var page = await host.Http.GetStringAsync(url);
        using var response = await host.Http.PostAsync(url, form);

        page.ShouldContain("Crm Demo wants to access");
        response
            .Headers.Location!.ToString()
            .ShouldStartWith($"{Callback}?oauth_token={request["oauth_token"]}&oauth_verifier=");
    }

    public void Dispose() => host.Dispose();

    private SignedClient App() => new(host) { Token = null, TokenSecret = "" };

    private async Task<Dictionary<string, string>> FirstLegAsync(string more = "")
    {
        var form = $"oauth_callback={Uri.EscapeDataString(Callback)}{more}";
        var request = Read(await App().SendAsync(HttpMethod.Post, RequestToken, form: form));
        request["oauth_callback_confirmed"].ShouldBe("true");
        return request;
    }

    private async Task<IDictionary<string, Microsoft.Extensions.Primitives.StringValues>> ConsentAsync(
        Dictionary<string, string> request,
        bool allow = true,
        string? userId = null
    )
    {
        var authorizationUrl = $"http://localhost/oauth/authorize?oauth_token={request["oauth_token"]}";
        var answer = await host.PostAsync(
            "/sim/x/consent",
            new
            {
                authorizationUrl,
                allow,
                userId,
            }
        );
        return QueryHelpers.ParseQuery(new Uri(answer.GetProperty("redirectUrl").GetString()!).Query);
    }

    private static string Verifier(IDictionary<string, Microsoft.Extensions.Primitives.StringValues> redirect) =>
        $"oauth_verifier={redirect["oauth_verifier"]}";

    private static Dictionary<string, string> Read(Answer answer)
    {
        answer.Status.ShouldBe(200);
        return QueryHelpers
            .ParseQuery(answer.Body.GetString())
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }
}
