using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class FetchMediaTests(MediaServer shared) : IClassFixture<MediaServer>, IAsyncLifetime
{
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await shared.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("good.png")]
    [InlineData("again?left=3")]
    public async Task A_file_is_fetched_also_over_redirects_and_is_what_its_bytes_say(string path)
    {
        using var response = await owner.Client.FetchAsync(shared.Outside.Url(path));

        var media = await response.ShouldBeAsync(HttpStatusCode.Created);
        media.Text("type").ShouldBe("image/png");
        media.GetProperty("width").GetInt32().ShouldBe(64);
        media.GetProperty("height").GetInt32().ShouldBe(48);
    }

    [Theory]
    [InlineData("page", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", "JPEG, PNG, GIF, WebP, MP4")]
    [InlineData("endless", HttpStatusCode.RequestEntityTooLarge, "payload_too_large", "2 MB")]
    [InlineData("missing", HttpStatusCode.UnprocessableEntity, "fetch_failed", "404")]
    [InlineData("cut", HttpStatusCode.UnprocessableEntity, "fetch_failed", "could not be fetched")]
    [InlineData("again?left=4", HttpStatusCode.UnprocessableEntity, "fetch_failed", "more than three times")]
    public async Task What_gives_no_file_says_why(string path, HttpStatusCode status, string code, string why)
    {
        using var response = await owner.Client.FetchAsync(shared.Outside.Url(path));

        var problem = await response.ShouldBeAsync(status);
        problem.Text("code").ShouldBe(code);
        problem.Text("detail").ShouldContain(why);
        (await shared.CountAsync("publishing.media", owner.TenantId)).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_is_checked_as_strictly_as_everywhere()
    {
        using var unknown = await owner.Client.PostAsJsonAsync(
            MediaServer.Route,
            new { url = shared.Outside.Url("good.png"), surprise = 1 }
        );
        using var missing = await owner.Client.PostAsJsonAsync(MediaServer.Route, new { });

        (await unknown.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("surprise", out _)
            .ShouldBeTrue();
        (await missing.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("url", out _)
            .ShouldBeTrue();
    }
}
