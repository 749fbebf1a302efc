namespace Crm.ProviderSimulator.Tests.X;

public sealed class OAuth1Tests : IDisposable
{
    private const string Me = "/2/users/me";

    private readonly SimulatorHost host = SimulatorHost.Listening();

    [Fact]
    public async Task A_signed_call_is_answered()
    {
        var answer = await new SignedClient(host).GetAsync(Me + "?user.fields=verified%2Cpublic_metrics");

        answer.Status.ShouldBe(200);
        answer.Data.GetProperty("id").GetString().ShouldBe("2244994945");
        answer.Data.GetProperty("public_metrics").GetProperty("post_count").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("oauth_version", null, "oauth_version is missing")]
    [InlineData("oauth_version", "1.0a", "not 1.0")]
    [InlineData("oauth_nonce", null, "oauth_nonce is missing")]
    [InlineData("oauth_nonce", "ş", "not ASCII")]
    [InlineData("oauth_nonce", "changed", "wrong signature")]
    [InlineData("oauth_token", null, "oauth_token is missing")]
    [InlineData("oauth_token", "2244994945-other", "unknown or revoked token")]
    [InlineData("oauth_consumer_key", "x_other", "unknown consumer key")]
    [InlineData("oauth_signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "wrong signature")]
    [InlineData("oauth_signature_method", "HMAC-SHA256", "not HMAC-SHA1")]
    [InlineData("oauth_timestamp", "yesterday", "not a number")]
    [InlineData("oauth_timestamp", "1318622958", "behind")]
    public async Task A_wrong_header_is_401_and_the_log_says_why(string name, string? value, string why)
    {
        var answer = await new SignedClient(host).SendAsync(
            HttpMethod.Get,
            Me,
            change: header =>
            {
                header.Remove(name);
                if (value is not null)
                {
                    header[name] = value;
                }
            }
        );

        (answer.Status, answer.Text("title")).ShouldBe((401, "Unauthorized"));
        answer.Headers.Contains("x-rate-limit-remaining").ShouldBeTrue();
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Theory]
    [InlineData("x_api_secret_other", "x_token_secret_demo")]
    [InlineData("x_api_secret_demo", "x_token_secret_other")]
    public async Task A_wrong_secret_is_401(string apiSecret, string tokenSecret)
    {
        var client = new SignedClient(host) { ApiSecret = apiSecret, TokenSecret = tokenSecret };

        (await client.GetAsync(Me)).Status.ShouldBe(401);
        (await host.LastRefusalAsync()).ShouldContain("wrong signature");
    }

    [Theory]
    [InlineData("https://127.0.0.1/2/users/me")]
    [InlineData("http://api.x.com/2/users/me")]
    [InlineData("http://localhost:8090/2/users/me")]
    [InlineData("http://localhost/2/users/ME")]
    public async Task What_was_signed_for_another_address_is_401(string address)
    {
        var answer = await new SignedClient(host).SendAsync(HttpMethod.Get, Me, address: address);

        answer.Status.ShouldBe(401);
        (await host.LastRefusalAsync()).ShouldContain("wrong signature");
    }

    [Fact]
    public async Task A_query_that_was_not_signed_is_401()
    {
        var client = new SignedClient(host);

        var more = await client.SendAsync(HttpMethod.Get, Me, extra: "user.fields=verified");
        var less = await client.SendAsync(HttpMethod.Get, Me + "?user.fields=id", extra: "user.fields=id");

        (more.Status, less.Status).ShouldBe((401, 401));
    }

    [Fact]
    public async Task A_json_body_does_not_belong_into_the_signature()
    {
        var answer = await new SignedClient(host).SendAsync(
            HttpMethod.Post,
            "/2/tweets",
            new { text = "merhaba" },
            extra: "text=merhaba"
        );

        answer.Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_call_that_is_sent_again_as_it_was_is_401()
    {
        var client = new SignedClient(host);
        IDictionary<string, string>? first = null;
        var answer = await client.SendAsync(HttpMethod.Get, Me, change: header => first = header);

        var again = await client.SendAsync(
            HttpMethod.Get,
            Me,
            change: header =>
            {
                foreach (var (name, value) in first!)
                {
                    header[name] = value;
                }
            }
        );

        (answer.Status, again.Status).ShouldBe((200, 401));
        (await host.LastRefusalAsync()).ShouldContain("used before");
    }

    [Theory]
    [InlineData(-301, 401)]
    [InlineData(-299, 200)]
    [InlineData(299, 200)]
    [InlineData(301, 401)]
    public async Task A_clock_may_be_off_by_five_minutes(int seconds, int status)
    {
        var answer = await new SignedClient(host).SendAsync(
            HttpMethod.Get,
            Me,
            change: _ => host.Clock.Turn(TimeSpan.FromSeconds(seconds))
        );

        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_revoked_token_is_401()
    {
        var client = new SignedClient(host);

        var invalidated = await client.SendAsync(HttpMethod.Post, "/1.1/oauth/invalidate_token.json");
        var answer = await client.GetAsync(Me);
        var again = await client.SendAsync(HttpMethod.Post, "/1.1/oauth/invalidate_token.json");

        invalidated.Text("access_token").ShouldBe("2244994945-demo");
        answer.Status.ShouldBe(401);
        again.Body.GetProperty("errors")[0].GetProperty("code").GetInt32().ShouldBe(89);
    }

    [Fact]
    public async Task A_token_keeps_the_permission_it_was_minted_with()
    {
        var client = new SignedClient(host);
        using var change = await host.Http.PostAsJsonAsync(
            "/sim/x/tokens/access",
            new { token = "2244994945-demo", readOnly = true }
        );
        using var upgrade = await host.Http.PutAsJsonAsync("/sim/x/apps/x_api_key_demo", new { access = "write" });

        var post = await client.PostAsync("merhaba");
        var read = await client.GetAsync(Me);

        (post.Status, post.Type).ShouldBe((403, "oauth1-permissions"));
        read.Status.ShouldBe(200);
    }

    public void Dispose() => host.Dispose();
}
