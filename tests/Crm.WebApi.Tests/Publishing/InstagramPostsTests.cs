using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Crm.WebApi.Tests.Meta;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>Containers are made when it is time, filled from our own addresses, and each published once.</summary>
public sealed class InstagramPostsTests(MetaWorld world) : IClassFixture<MetaWorld>, IAsyncLifetime
{
    private readonly PlatformWorld platform = world.Platform;
    private string professional = null!;
    private Guid accountId;

    public async Task InitializeAsync()
    {
        platform.Server.Clock.Set(TimeProvider.System.GetUtcNow());
        await platform.UseNewCompanyAsync();
        professional = "17841" + world.NewId();
        await platform.SimPutAsync(
            $"/sim/instagram/accounts/{professional}",
            new
            {
                accountType = "BUSINESS",
                username = "kafe_" + professional,
                appScopedId = world.NewId(),
            }
        );
        var token = await platform.SimPostAsync(
            "/sim/meta/tokens",
            new
            {
                kind = "instagram",
                subjectId = professional,
                appId = MetaWorld.AppId,
            }
        );
        var account = await platform.CreatedAsync(
            "instagram",
            new { accessToken = token.GetProperty("accessToken").GetString(), businessAccountId = professional }
        );
        accountId = account.GetProperty("id").GetGuid();
    }

    public Task DisposeAsync() => world.ForgetFaultsAsync();

    [Fact]
    public async Task Two_pictures_become_one_carousel()
    {
        var id = await PostAsync("Yeni menü 🍰", await UploadAsync(1080, 1080), await UploadAsync(1080, 1350));

        var target = await BecomesAsync(id, "published");

        target.GetProperty("url").GetString()!.ShouldContain("instagram.com");
        var post = (await AtInstagramAsync()).Single();
        post.GetProperty("id").GetString().ShouldBe(target.GetProperty("externalId").GetString());
        post.GetProperty("mediaType").GetString().ShouldBe("CAROUSEL");
        post.ToString().ShouldContain("Yeni menü");
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_its_container_and_nothing_is_there_twice()
    {
        await platform.FaultAsync(
            "instagram",
            "reset_after",
            path: $"/graph.instagram.com/v25.0/{professional}/media_publish",
            times: 1
        );
        var id = await PostAsync("Kayıp yanıt", await UploadAsync(1080, 1080));
        await BecomesAsync(id, "unknown");

        platform.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        await BecomesAsync(id, "published");
        (await AtInstagramAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_text_without_a_picture_is_refused_before_anybody_is_asked()
    {
        using var answer = await platform.Owner.Client.PostAsJsonAsync(
            "/api/v1/posts",
            new { accountIds = new[] { accountId }, text = "Yalnız metin" }
        );

        var problem = await answer.ShouldBeAsync(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("code").GetString().ShouldBe("post_refused");
        problem.GetProperty("errors").GetProperty("instagram.media").GetArrayLength().ShouldBe(1);
    }

    private async Task<Guid> PostAsync(string text, params Guid[] pictures)
    {
        using var answer = await platform.Owner.Client.PostAsJsonAsync(
            "/api/v1/posts",
            new
            {
                accountIds = new[] { accountId },
                text,
                media = pictures.Select(picture => new { uploadId = picture }),
            }
        );

        return (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
    }

    private async Task<Guid> UploadAsync(int width, int height)
    {
        using var content = new ByteArrayContent(SampleMedia.Jpeg(width, height));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var answer = await platform.Owner.Client.PostAsync("/api/v1/media", content);

        return (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> BecomesAsync(Guid postId, string status)
    {
        JsonElement target = default;
        await Poll.UntilAsync(
            async () =>
            {
                var post = await platform.Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{postId}");
                target = post.GetProperty("targets")[0];
                if (target.GetProperty("retryAt").ValueKind is JsonValueKind.Null)
                {
                    // The platform processes what it was given for a while.
                    platform.Server.Clock.Advance(TimeSpan.FromSeconds(1));
                }

                return target.GetProperty("status").GetString() == status;
            },
            $"the post becomes {status}"
        );

        return target;
    }

    private async Task<IReadOnlyList<JsonElement>> AtInstagramAsync() =>
        [
            .. (await platform.Sim.GetFromJsonAsync<JsonElement>("/sim/instagram/posts"))
                .EnumerateArray()
                .Where(post => post.ToString().Contains(professional, StringComparison.Ordinal)),
        ];
}
