using System.Text.Json;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.Tests.Meta;
using Microsoft.AspNetCore.WebUtilities;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.Instagram;

public sealed class InstagramLoginTests : IAsyncDisposable
{
    private const string Callback = "http://localhost:9/api/integrations/accounts/oauth/callback/instagram/";
    private const string Client = "1000000000000002";
    private const string InstagramSecret = "ig_app_secret_demo";

    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Code_becomes_a_short_token_in_either_shape_and_that_a_long_one(bool inData)
    {
        await host.PutAsync("/sim/instagram/settings", new { tokenInData = inData });
        var redirect = await RedirectAsync();
        redirect.Fragment.ShouldBe("#_");

        var answer = await ExchangeAsync(Code(redirect));

        var granted = inData ? answer.Data()[0] : answer;
        granted.GetProperty("user_id").ValueKind.ShouldBe(inData ? JsonValueKind.String : JsonValueKind.Number);
        granted.Text("user_id").ShouldNotBe(InstagramId);
        var token = granted.Text("access_token");
        (await LengthenAsync(token, "wrong")).Code().ShouldBe("1");
        var lengthened = await LengthenAsync(token, InstagramSecret);
        lengthened.GetProperty("expires_in").GetInt64().ShouldBe(60 * 24 * 3600);

        host.Clock.Turn(TimeSpan.FromHours(1));
        (await host.ReadAsync($"{InstagramHost}/me", token)).Code().ShouldBe("190/463");
        (await host.ReadAsync($"{InstagramHost}/me", lengthened.Text("access_token"))).Code().ShouldBe("");
    }

    [Fact]
    public async Task Wrong_exchange_is_refused_with_a_flat_error()
    {
        var spent = Code(await RedirectAsync());
        await ExchangeAsync(spent);
        var late = Code(await RedirectAsync());
        host.Clock.Turn(TimeSpan.FromHours(1));

        foreach (
            var answer in new[]
            {
                await ExchangeAsync(spent),
                await ExchangeAsync(late),
                await ExchangeAsync(Code(await RedirectAsync()) + "#_"),
                await ExchangeAsync(Code(await RedirectAsync()), secret: Secret),
                await ExchangeAsync(Code(await RedirectAsync()), redirectUri: Callback.TrimEnd('/')),
                await host.PostAsync("/api.instagram.com/oauth/access_token", new { client_id = Client }),
            }
        )
        {
            answer.Text("error_type").ShouldBe("OAuthException");
            answer.GetProperty("code").GetInt32().ShouldBe(400);
            answer.Text("error_message").ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Token_is_refreshed_from_its_24th_hour_to_its_end()
    {
        (await RefreshAsync(InstagramToken)).Code().ShouldBe("100");
        host.Clock.Turn(TimeSpan.FromHours(24));
        await host.PutAsync("/sim/instagram/settings", new { refreshEndsOldToken = true });
        var refreshed = (await RefreshAsync(InstagramToken)).Text("access_token");

        (await host.ReadAsync($"{InstagramHost}/me", InstagramToken)).Code().ShouldBe("190/467");
        host.Clock.Turn(TimeSpan.FromDays(60));
        (await RefreshAsync(refreshed)).Code().ShouldBe("190/463");
    }

    [Theory]
    [InlineData("client_id", App)]
    [InlineData("redirect_uri", "http://localhost:9/api/integrations/accounts/oauth/callback/instagram")]
    [InlineData("state", null)]
    [InlineData("scope", "instagram_business_basic instagram_business_content_publish")]
    [InlineData("scope", "business_basic")]
    [InlineData("response_type", "token")]
    public async Task Wrong_authorization_is_an_error_page(string name, string? value)
    {
        var query = Authorize();
        query[name] = value;

        (await host.ConsentAsync("/www.instagram.com/oauth/authorize", query)).ShouldContainKey("problem");
    }

    [Fact]
    public async Task Personal_account_cannot_log_in()
    {
        var answer = await host.ConsentAsync(
            "/www.instagram.com/oauth/authorize",
            Authorize(),
            new { allow = true, subjectId = "17841400000000003" }
        );

        answer["problem"].ShouldContain("personal");
    }

    [Fact]
    public async Task Comment_is_signed_with_the_secret_of_the_login_in_both_shapes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PostAsync("/sim/instagram/comments", new { target = receiver.Address });
        await host.PostAsync("/sim/instagram/comments", new { target = receiver.Address, withoutChanges = true });
        await host.PostAsync(
            "/sim/instagram/messages",
            new
            {
                target = receiver.Address,
                own = true,
                facebookLogin = true,
            }
        );

        var received = await receiver.WaitAsync(3);

        received[0].HubSignature.ShouldBe(MetaSignature.Sign(InstagramSecret, received[0].Body));
        received[2].HubSignature.ShouldBe(MetaSignature.Sign(Secret, received[2].Body));
        Entry(received[0]).GetProperty("changes")[0].Text("field").ShouldBe("comments");
        Entry(received[1]).Text("field").ShouldBe("comments");
        Entry(received[2])
            .GetProperty("messaging")[0]
            .GetProperty("message")
            .GetProperty("is_echo")
            .GetBoolean()
            .ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static JsonElement Entry(Received received) => JsonElement.Parse(received.Body).GetProperty("entry")[0];

    private static Dictionary<string, string?> Authorize() =>
        new()
        {
            ["client_id"] = Client,
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["scope"] = "instagram_business_basic,instagram_business_content_publish",
            ["state"] = "state-1",
        };

    private static string Code(Uri redirect) => QueryHelpers.ParseQuery(redirect.Query)["code"].ToString();

    private async Task<Uri> RedirectAsync()
    {
        var order = new
        {
            authorizationUrl = SimulatorHost.Url("/www.instagram.com/oauth/authorize", Authorize()),
            allow = true,
        };
        return new((await host.PostAsync("/sim/instagram/consent", order)).Text("redirectUrl"));
    }

    private Task<JsonElement> ExchangeAsync(
        string code,
        string secret = InstagramSecret,
        string redirectUri = Callback
    ) =>
        host.TokenAsync(
            new Dictionary<string, string>
            {
                ["client_id"] = Client,
                ["client_secret"] = secret,
                ["grant_type"] = "authorization_code",
                ["redirect_uri"] = redirectUri,
                ["code"] = code,
            },
            "/api.instagram.com/oauth/access_token"
        );

    private Task<JsonElement> LengthenAsync(string token, string secret) =>
        host.ReadAsync(
            $"/graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret={secret}&access_token={token}",
            token: null
        );

    private Task<JsonElement> RefreshAsync(string token) =>
        host.ReadAsync(
            $"/graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token={token}",
            token: null
        );
}
