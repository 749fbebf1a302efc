using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.LinkedIn;

public sealed class ImageTests : IAsyncDisposable
{
    private const string Initialize = $"{LinkedInHost.Rest}/images?action=initializeUpload";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0];

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Uploaded_image_can_be_posted()
    {
        var upload = await InitializeAsync();
        var put = await UploadAsync(upload, Png);

        var answer = await host.PublishAsync(WithImage(upload));

        (put.Status, answer.Status).ShouldBe((201, 201));
        var image = (await host.LastPostAsync()).GetProperty("imageUrns")[0];
        image.GetString().ShouldBe(upload.GetProperty("image").GetString());
    }

    [Fact]
    public async Task Image_that_was_not_uploaded_cannot_be_posted()
    {
        var upload = await InitializeAsync();

        var answer = await host.PublishAsync(WithImage(upload));

        (answer.Status, answer.Code).ShouldBe((400, "INVALID_VALUE_FOR_FIELD"));
    }

    [Fact]
    public async Task Image_of_another_owner_cannot_be_posted()
    {
        var upload = await InitializeAsync(LinkedInHost.Organization);
        await UploadAsync(upload, Png);

        (await host.PublishAsync(WithImage(upload))).Code.ShouldBe("INVALID_VALUE_FOR_FIELD");
    }

    [Fact]
    public async Task Bytes_of_something_else_and_a_missing_bearer_are_refused()
    {
        var upload = await InitializeAsync();

        (await UploadAsync(upload, "<svg/>"u8.ToArray())).Code.ShouldBe("ILLEGAL_ARGUMENT");
        (await UploadAsync(upload, Png, token: null)).Code.ShouldBe("EMPTY_ACCESS_TOKEN");
    }

    [Fact]
    public async Task Upload_address_expires()
    {
        var upload = await InitializeAsync();
        host.Clock.Turn(TimeSpan.FromHours(24));

        (await UploadAsync(upload, Png)).Code.ShouldBe("NOT_FOUND");
    }

    [Fact]
    public async Task Initialization_is_checked()
    {
        var body = new { initializeUploadRequest = new { owner = "urn:li:person:demoFatima" } };

        var foreign = await host.LinkedInAsync(HttpMethod.Post, Initialize, body);
        var ownerless = await host.LinkedInAsync(HttpMethod.Post, Initialize, new { });
        var actionless = await host.LinkedInAsync(HttpMethod.Post, $"{LinkedInHost.Rest}/images", body);

        (foreign.Status, ownerless.Status, actionless.Status).ShouldBe((403, 422, 400));
    }

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 201)]
    [InlineData(21, 400)]
    public async Task Several_images_are_between_2_and_20(int count, int status)
    {
        var upload = await InitializeAsync();
        await UploadAsync(upload, Png);
        var image = new { id = upload.GetProperty("image").GetString() };
        var post = LinkedInHost.Post();
        post["content"] = new { multiImage = new { images = Enumerable.Repeat(image, count) } };

        (await host.PublishAsync(post)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Alternative_text_and_article_are_checked()
    {
        var upload = await InitializeAsync();
        await UploadAsync(upload, Png);
        var tooLong = LinkedInHost.Post();
        tooLong["content"] = new
        {
            media = new { id = upload.GetProperty("image").GetString(), altText = new string('a', 4087) },
        };
        var untitled = LinkedInHost.Post();
        untitled["content"] = new { article = new { source = "https://example.com/" } };

        (await host.PublishAsync(tooLong)).Code.ShouldBe("FIELD_LENGTH_TOO_LONG");
        (await host.PublishAsync(untitled)).Status.ShouldBe(422);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static Dictionary<string, object?> WithImage(JsonElement upload)
    {
        var post = LinkedInHost.Post();
        post["content"] = new { media = new { id = upload.GetProperty("image").GetString(), altText = "logo" } };
        return post;
    }

    private async Task<JsonElement> InitializeAsync(string owner = LinkedInHost.Member) =>
        (
            await host.LinkedInAsync(HttpMethod.Post, Initialize, new { initializeUploadRequest = new { owner } })
        ).Body.GetProperty("value");

    private async Task<UploadAnswer> UploadAsync(JsonElement upload, byte[] bytes, string? token = LinkedInHost.Token)
    {
        var answer = await host.LinkedInAsync(
            HttpMethod.Put,
            upload.GetProperty("uploadUrl").GetString()!,
            token: token,
            change: request => request.Content = new ByteArrayContent(bytes)
        );
        return new(answer.Status, answer.Text.Length == 0 ? null : answer.Code);
    }

    private sealed record UploadAnswer(int Status, string? Code);
}
