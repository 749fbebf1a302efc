namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>The client that most of Node's programs use for X, as its author published it: it signs api.x.com and is let in.</summary>
public sealed class TwitterApiTests : IClassFixture<ListeningSimulator>
{
    private const string Script = "twitter-api-v2.cjs";
    private const string Callback = "http://localhost:9/api/integrations/accounts/oauth/callback/x/";

    private static readonly object Keys = new
    {
        appKey = "x_api_key_demo",
        appSecret = "x_api_secret_demo",
        accessToken = "2244994945-demo",
        accessSecret = "x_token_secret_demo",
    };

    private readonly ListeningSimulator simulator;

    public TwitterApiTests(ListeningSimulator simulator) => this.simulator = simulator;

    [NodeClientFact]
    public async Task It_posts_reads_itself_and_deletes()
    {
        var answer = await NodeClient.RunAsync(
            simulator,
            Script,
            new { keys = Keys, text = "Merhaba (dünya)! ₺100'e *indirim* https://example.com/a?b=c 😀" }
        );

        answer.GetProperty("me").GetProperty("username").GetString().ShouldBe("ayseninkafesi");
        var id = answer.GetProperty("posted").GetProperty("id").GetString();
        answer.GetProperty("posted").GetProperty("text").GetString()!.ShouldContain("https://t.co/");
        answer.GetProperty("read").GetProperty("author_id").GetString().ShouldBe("2244994945");
        answer.GetProperty("timeline")[0].GetProperty("id").GetString().ShouldBe(id);
        answer.GetProperty("deleted").GetProperty("deleted").GetBoolean().ShouldBeTrue();
    }

    [NodeClientFact]
    public async Task It_uploads_a_picture_in_segments_and_posts_it()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0];

        var answer = await NodeClient.RunAsync(
            simulator,
            Script,
            new
            {
                keys = Keys,
                text = "resim",
                media = Convert.ToBase64String(png),
            }
        );

        answer.GetProperty("posted").GetProperty("text").GetString()!.ShouldMatch(@"^resim https://t\.co/\w{10}$");
    }

    [NodeClientFact]
    public async Task It_signs_a_user_in_with_three_legs()
    {
        var answer = await NodeClient.RunAsync(
            simulator,
            "twitter-api-v2-legs.cjs",
            new
            {
                appKey = "x_api_key_demo",
                appSecret = "x_api_secret_demo",
                callback = Callback,
                simulator = simulator.Http.BaseAddress,
            }
        );

        answer.GetProperty("confirmed").GetString().ShouldBe("true");
        answer.GetProperty("userId").GetString().ShouldBe("2244994945");
        answer.GetProperty("me").GetProperty("id").GetString().ShouldBe("2244994945");
    }

    [NodeClientFact]
    public async Task With_a_tampered_signature_it_is_refused()
    {
        var answer = await NodeClient.RunAsync(
            simulator,
            Script,
            new
            {
                keys = Keys,
                text = "merhaba",
                tamper = true,
            }
        );

        answer.GetProperty("refused").GetInt32().ShouldBe(401);
        answer.GetProperty("title").GetString().ShouldBe("Unauthorized");
        answer.GetProperty("remaining").GetInt32().ShouldBeGreaterThan(0);
    }
}
