using System.Net;
using System.Net.Http.Headers;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>Pictures go out with the post, once, and are kept as long as the post is.</summary>
public sealed class PostMediaTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_picture_is_published_with_its_text()
    {
        var picture = await UploadAsync();

        using var answer = await SendAsync(picture);

        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        await shop.BecomesAsync(id, "published");
        var mediaId = (await shop.AtXAsync()).Single().GetProperty("mediaIds").EnumerateArray().Single().GetString();
        var altText = await world.Sim.GetStringAsync($"/sim/x/users/{shop.UserId}/media/{mediaId}/alt-text");
        altText.ShouldBe("Kahve fincanı");
        var media = (await shop.ReadAsync(id)).GetProperty("media")[0];
        media.GetProperty("uploadId").GetGuid().ShouldBe(picture);
        media.GetProperty("altText").GetString().ShouldBe("Kahve fincanı");
    }

    [Fact]
    public async Task An_upload_that_fails_is_repeated_and_the_post_published_once()
    {
        await world.FaultAsync("x", "timeout_after", path: "/2/media/upload", times: 1);
        using var answer = await SendAsync(await UploadAsync());
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        await shop.BecomesAsync(id, "pending", "provider_unavailable");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(5));

        await shop.BecomesAsync(id, "published");
        (await shop.AtXAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_post_shows_is_not_deleted_and_what_is_gone_is_not_posted()
    {
        var picture = await UploadAsync();
        using var answer = await SendAsync(picture, draft: true);
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var refused = await shop.Owner.Client.DeleteAsync($"/api/v1/media/{picture}");
        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("media_in_use");
        using var cancelled = await shop.Owner.Client.DeleteAsync($"/api/v1/posts/{id}");
        using var deleted = await shop.Owner.Client.DeleteAsync($"/api/v1/media/{picture}");

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await SendAsync(picture);
        await gone.ShouldBeAsync(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> SendAsync(Guid picture, bool draft = false) =>
        shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Sabah",
                media = new[] { new { uploadId = picture, altText = "Kahve fincanı" } },
                draft,
            }
        );

    private async Task<Guid> UploadAsync()
    {
        // The smallest picture there is, made different by what follows its end.
        byte[] bytes =
        [
            .. Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
            ),
            .. Guid.CreateVersion7().ToByteArray(),
        ];
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var answer = await shop.Owner.Client.PostAsync("/api/v1/media", content);

        return (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }
}
