using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.X;

public sealed class MediaTests : IDisposable
{
    private const string Upload = "/2/media/upload";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0, 0];

    private readonly SimulatorHost host = SimulatorHost.Listening();
    private readonly SignedClient client;

    public MediaTests() => client = new(host);

    [Fact]
    public async Task An_image_is_uploaded_in_one_call_and_posted()
    {
        var upload = await UploadAsync(Png, "tweet_image");
        var id = upload.Data.GetProperty("id").GetString();

        var post = await client.PostAsync(new { media = new { media_ids = new[] { id } } });

        upload.Status.ShouldBe(200);
        upload.Data.TryGetProperty("processing_info", out _).ShouldBeFalse();
        post.Status.ShouldBe(201);
        post.Data.GetProperty("text").GetString()!.ShouldStartWith("https://t.co/");
    }

    [Theory]
    [InlineData("tweet_image", "not a picture at all", "too large, or is no tweet_image")]
    [InlineData("tweet_gif", "RIFFxxxxWEBPxx", "too large, or is no tweet_gif")]
    [InlineData("tweet_video", "GIF89a", "in segments")]
    [InlineData("photo", "GIF89a", "unknown")]
    public async Task A_wrong_file_is_refused(string category, string content, string why)
    {
        (await UploadAsync(System.Text.Encoding.ASCII.GetBytes(content), category)).Status.ShouldBe(400);
        (await host.LastRefusalAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task An_image_of_more_than_five_megabytes_is_refused() =>
        (await UploadAsync([.. Png, .. new byte[5 * 1024 * 1024]], "tweet_image")).Status.ShouldBe(400);

    [Fact]
    public async Task A_video_goes_in_segments_and_is_processed_before_it_can_be_posted()
    {
        var id = (await InitializeAsync("video/mp4", 6)).Data.GetProperty("id").GetString()!;
        var body = new { text = "video", media = new { media_ids = new[] { id } } };
        var first = await AppendAsync(id, 0, 3);
        var early = await FinalizeAsync(id);
        await AppendAsync(id, 1, 3);

        var finalized = await FinalizeAsync(id);
        var tooEarly = await client.PostAsync(body);
        host.Clock.Turn(TimeSpan.FromSeconds(5));
        var status = await client.GetAsync($"{Upload}?command=STATUS&media_id={id}");
        var post = await client.PostAsync(body);

        (first.Status, early.Status).ShouldBe((200, 400));
        State(finalized).ShouldBe("in_progress");
        (tooEarly.Status, post.Status).ShouldBe((400, 201));
        State(status).ShouldBe("succeeded");
    }

    [Theory]
    [InlineData("""{"media_type":"video/mp4","total_bytes":9,"media_category":"tweet_image"}""")]
    [InlineData("""{"media_type":"video/mp4","total_bytes":0,"media_category":"tweet_video"}""")]
    [InlineData("""{"media_type":"video/mp4","total_bytes":536870913,"media_category":"tweet_video"}""")]
    [InlineData("""{"media_type":"video/mp4","total_bytes":9,"media_category":"tweet_video","command":"INIT"}""")]
    [InlineData("""{"media_type":"video/mp4","total_bytes":"9","media_category":"tweet_video"}""")]
    public async Task A_wrong_beginning_is_refused(string json) =>
        (await client.SendAsync(HttpMethod.Post, $"{Upload}/initialize", JsonElement.Parse(json))).Status.ShouldBe(400);

    [Fact]
    public async Task A_segment_number_is_at_most_999()
    {
        var id = (await InitializeAsync("video/mp4", 6)).Data.GetProperty("id").GetString()!;

        (await AppendAsync(id, 1000, 3)).Status.ShouldBe(400);
        (await AppendAsync("17", 0, 3)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_video_is_posted_alone()
    {
        var id = (await InitializeAsync("image/gif", 3, "tweet_gif")).Data.GetProperty("id").GetString()!;
        await AppendAsync(id, 0, 3);
        await FinalizeAsync(id);
        host.Clock.Turn(TimeSpan.FromSeconds(5));
        var image = (await UploadAsync(Png, "tweet_image")).Data.GetProperty("id").GetString();

        var post = await client.PostAsync(new { text = "ikisi", media = new { media_ids = new[] { id, image } } });

        post.Status.ShouldBe(400);
        (await host.LastRefusalAsync()).ShouldContain("one GIF");
    }

    public void Dispose() => host.Dispose();

    private async Task<Answer> UploadAsync(byte[] bytes, string category)
    {
        using var content = new MultipartFormDataContent();
        content.Add(new ByteArrayContent(bytes), "media", "photo.png");
        content.Add(new StringContent(category), "media_category");
        return await client.SendAsync(HttpMethod.Post, Upload, content: content);
    }

    private Task<Answer> InitializeAsync(string type, long bytes, string category = "tweet_video") =>
        client.SendAsync(
            HttpMethod.Post,
            $"{Upload}/initialize",
            new
            {
                media_type = type,
                total_bytes = bytes,
                media_category = category,
            }
        );

    private async Task<Answer> AppendAsync(string id, int index, int length)
    {
        using var content = new MultipartFormDataContent();
        content.Add(new StringContent($"{index}"), "segment_index");
        content.Add(new ByteArrayContent(new byte[length]), "media", "segment");
        return await client.SendAsync(HttpMethod.Post, $"{Upload}/{id}/append", content: content);
    }

    private Task<Answer> FinalizeAsync(string id) =>
        client.SendAsync(HttpMethod.Post, $"{Upload}/{id}/finalize", new { });

    private static string? State(Answer answer) =>
        answer.Data.GetProperty("processing_info").GetProperty("state").GetString();
}
