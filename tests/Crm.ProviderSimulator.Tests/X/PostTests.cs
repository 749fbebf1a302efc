using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.X;

public sealed class PostTests : IDisposable
{
    private const string Other = "1620011223344556677";
    private const string Timeline = "/2/users/2244994945/tweets";

    private static readonly string[] FiveIds = ["1", "2", "3", "4", "5"];

    private readonly SimulatorHost host = SimulatorHost.Listening();
    private readonly SignedClient client;

    public PostTests() => client = new(host);

    [Fact]
    public async Task A_post_comes_back_with_short_links()
    {
        var answer = await client.PostAsync("Yeni yazı: https://example.com/ürün?a=1, bakın 😀");

        answer.Status.ShouldBe(201);
        var id = answer.Data.GetProperty("id").GetString()!;
        answer.Data.GetProperty("text").GetString()!.ShouldMatch(@"^Yeni yazı: https://t\.co/\w{10}, bakın 😀$");
        answer.Data.GetProperty("edit_history_post_ids")[0].GetString().ShouldBe(id);
        long.Parse(id, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(1L << 53);
    }

    [Theory]
    [InlineData("""{"text":"a","txet":"b"}""", "$.txet: is not defined")]
    [InlineData("""{"Text":"a"}""", "$.Text: is not defined")]
    [InlineData("""{}""", "$.text")]
    [InlineData("""{"text":""}""", "$.text")]
    [InlineData("""{"text":7}""", "$.text")]
    [InlineData("""["a"]""", "$:")]
    [InlineData("""{"text":"a","media":{"media_ids":[]}}""", "$.media")]
    [InlineData("""{"text":"a","media":{"media_ids":[7]}}""", "$.media")]
    [InlineData("""{"text":"a","media":{"media_ids":["1"],"alt":"b"}}""", "$.media")]
    [InlineData("""{"text":"a","media":{"media_ids":["7"]}}""", "media IDs are invalid")]
    [InlineData("""{"text":"a","reply":{}}""", "$.reply")]
    [InlineData("""{"text":"a","reply_settings":"everyone"}""", "$.reply_settings")]
    [InlineData("""{"text":"a","poll":{"options":["x"],"duration_minutes":60}}""", "$.poll")]
    [InlineData("""{"text":"a","poll":{"options":["x","y"],"duration_minutes":4}}""", "$.poll")]
    [InlineData("""{"text":"a","nullcast":"no"}""", "$.nullcast")]
    [InlineData("{\"text\":\"a\uFEFFb\"}", "invalid characters")]
    public async Task A_body_that_the_schema_does_not_know_is_400(string json, string why)
    {
        var answer = await client.PostAsync(JsonElement.Parse(json));

        (answer.Status, answer.Type).ShouldBe((400, "invalid-request"));
        answer.Body.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain(why);
    }

    [Fact]
    public async Task More_than_four_media_are_400() =>
        (await client.PostAsync(new { text = "a", media = new { media_ids = FiveIds } })).Status.ShouldBe(400);

    [Theory]
    [InlineData(280, 201)]
    [InlineData(281, 400)]
    public async Task A_text_weighs_at_most_280(int letters, int status)
    {
        var answer = await client.PostAsync(new string('ş', letters));

        answer.Status.ShouldBe(status);
        (answer.Text("detail") ?? "too long").ShouldContain("too long");
    }

    [Fact]
    public async Task The_same_text_again_is_a_duplicate_until_the_first_is_deleted()
    {
        var first = await client.PostAsync("merhaba");
        var second = await client.PostAsync("merhaba");
        var deleted = await DeleteAsync(first.Data.GetProperty("id").GetString()!);
        var third = await client.PostAsync("merhaba");

        (second.Status, second.Text("detail")).ShouldBe(
            (403, "You are not allowed to create a Tweet with duplicate content.")
        );
        deleted.Data.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        third.Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("$TSLA yükseldi", 201)]
    [InlineData("$TSLA ve $AAPL", 403)]
    [InlineData("bir$TSLA, 5$ ve $AAPL", 201)]
    public async Task A_second_cashtag_is_403(string text, int status) =>
        (await client.PostAsync(text)).Status.ShouldBe(status);

    [Fact]
    public async Task A_reply_needs_a_mention_or_an_own_post_and_quotes_are_refused()
    {
        var stranger = await ByHandAsync("kimse");
        var friend = await ByHandAsync("selam @ayseninkafesi");
        var own = (await client.PostAsync("bir")).Data.GetProperty("id").GetString();

        (await ReplyAsync("iki", stranger)).ShouldBe(403);
        (await ReplyAsync("üç", friend)).ShouldBe(201);
        (await ReplyAsync("dört", own)).ShouldBe(201);
        (await client.PostAsync(new { text = "beş", quote_tweet_id = friend })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_post_of_another_user_cannot_be_deleted_and_one_that_is_gone_is_404()
    {
        var other = await ByHandAsync("kimse");

        (await DeleteAsync(other)).Status.ShouldBe(403);
        var gone = await DeleteAsync("17");
        (gone.Status, gone.Type).ShouldBe((404, "resource-not-found"));
    }

    [Fact]
    public async Task A_post_is_read_with_the_fields_that_were_asked_for()
    {
        var id = (await client.PostAsync("merhaba")).Data.GetProperty("id").GetString();

        var answer = await client.GetAsync($"/2/tweets/{id}?tweet.fields=created_at%2Cauthor_id");
        var newest = await client.GetAsync($"/2/tweets/{id}?post.fields=public_metrics");
        var unknown = await client.GetAsync($"/2/tweets/{id}?tweet.fields=shoe_size");
        var misspelt = await client.GetAsync($"/2/tweets/{id}?fields=id");

        answer.Data.GetProperty("created_at").GetString().ShouldBe("2026-06-01T12:00:00.000Z");
        answer.Data.GetProperty("author_id").GetString().ShouldBe("2244994945");
        newest.Data.GetProperty("public_metrics").GetProperty("like_count").GetInt32().ShouldBe(0);
        (unknown.Status, misspelt.Status).ShouldBe((400, 400));
    }

    [Fact]
    public async Task A_switch_answers_missing_posts_and_names_as_older_servers_do()
    {
        using var change = await host.Http.PutAsJsonAsync(
            "/sim/x/settings",
            new { olderNames = true, notFoundAsErrors = true }
        );

        var post = await client.PostAsync("merhaba");
        var gone = await client.GetAsync("/2/tweets/17");

        post.Data.GetProperty("edit_history_tweet_ids").GetArrayLength().ShouldBe(1);
        gone.Status.ShouldBe(200);
        gone.Body.GetProperty("errors")[0].GetProperty("resource_id").GetString().ShouldBe("17");
    }

    [Fact]
    public async Task The_timeline_is_paged_from_the_newest_on()
    {
        foreach (var number in Enumerable.Range(1, 7))
        {
            await client.PostAsync($"yazı {number}");
        }

        var first = await client.GetAsync(Timeline + "?max_results=5");
        var token = first.Body.GetProperty("meta").GetProperty("next_token").GetString();
        var second = await client.GetAsync($"{Timeline}?max_results=5&pagination_token={token}");
        var newest = first.Data[0].GetProperty("id").GetString();
        var none = await client.GetAsync($"{Timeline}?since_id={newest}");

        Texts(first).ShouldBe(["yazı 7", "yazı 6", "yazı 5", "yazı 4", "yazı 3"]);
        Texts(second).ShouldBe(["yazı 2", "yazı 1"]);
        second.Body.GetProperty("meta").TryGetProperty("next_token", out _).ShouldBeFalse();
        none.Body.TryGetProperty("data", out _).ShouldBeFalse();
        none.Body.GetProperty("meta").GetProperty("result_count").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData(Timeline + "?max_results=4", 400)]
    [InlineData(Timeline + "?max_results=101", 400)]
    [InlineData(Timeline + "?since_id=x", 400)]
    [InlineData(Timeline + "?count=5", 400)]
    [InlineData("/2/users/17/tweets", 404)]
    [InlineData("/2/users/me?fields=id", 400)]
    [InlineData("/2/users/me?user.fields=shoe_size", 400)]
    public async Task A_wrong_read_is_refused(string path, int status) =>
        (await client.GetAsync(path)).Status.ShouldBe(status);

    [Fact]
    public async Task Tests_see_what_was_posted()
    {
        await client.PostAsync("merhaba https://example.com");

        var posts = await host.Http.GetFromJsonAsync<JsonElement>("/sim/x/users/2244994945/posts");
        var state = await host.Http.GetFromJsonAsync<JsonElement>("/sim/state");

        posts[0].GetProperty("sent").GetString().ShouldBe("merhaba https://example.com");
        state.GetProperty("providers").GetProperty("x").GetProperty("posts").GetInt32().ShouldBe(1);
        (await host.Http.GetStringAsync("/")).ShouldContain("<dt>Posts</dt><dd>1</dd>");
    }

    public void Dispose() => host.Dispose();

    private async Task<string> ByHandAsync(string text) =>
        (await host.PostAsync($"/sim/x/users/{Other}/posts", new { text })).GetProperty("id").GetString()!;

    private async Task<int> ReplyAsync(string text, string? to) =>
        (await client.PostAsync(new { text, reply = new { in_reply_to_tweet_id = to } })).Status;

    private Task<Answer> DeleteAsync(string id) => client.SendAsync(HttpMethod.Delete, $"/2/tweets/{id}");

    private static IEnumerable<string?> Texts(Answer answer) =>
        answer.Data.EnumerateArray().Select(post => post.GetProperty("text").GetString());
}
