using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>A platform that shows a member's posts to nobody, and cuts what is not escaped.</summary>
public sealed class LinkedInPostsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private Guid accountId;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        var name = Guid.CreateVersion7().ToString("N");
        await world.SimPutAsync(
            $"/sim/linkedin/apps/li_{name}",
            new { secret = "a_client_secret", redirectUris = (string[])[world.Callback("linkedin")] }
        );
        await world.SimPutAsync($"/sim/linkedin/tokens/token_{name}", new { clientId = $"li_{name}" });
        var account = await world.CreatedAsync(
            "linkedin",
            new
            {
                clientId = $"li_{name}",
                clientSecret = "a_client_secret",
                accessToken = $"token_{name}",
            }
        );
        accountId = account.GetProperty("id").GetGuid();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_text_is_published_whole_and_its_address_is_told()
    {
        var text = $"Yeni menü (kış) [2026] #{Guid.CreateVersion7():N} \\ <%20>";

        var target = await BecomesAsync(await PostAsync(text), "published");

        var post = (await PublishedAsync(text)).ShouldHaveSingleItem();
        var urn = post.GetProperty("urn").GetString();
        target.GetProperty("externalId").GetString().ShouldBe(urn);
        target.GetProperty("url").GetString().ShouldBe($"https://www.linkedin.com/feed/update/{urn}/");
    }

    [Fact]
    public async Task A_picture_is_uploaded_given_a_moment_and_shown_with_its_text()
    {
        var text = $"Resimli {Guid.CreateVersion7():N}";
        using var content = new ByteArrayContent(
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
            )
        );
        content.Headers.ContentType = new("image/png");
        using var uploaded = await world.Owner.Client.PostAsync("/api/v1/media", content);
        var picture = (await uploaded.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var answer = await world.Owner.Client.PostAsJsonAsync(
            "/api/v1/posts",
            new
            {
                accountIds = new[] { accountId },
                text,
                media = new[] { new { uploadId = picture, altText = "Kahve fincanı" } },
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();

        await BecomesAsync(id, "published", eachLook: TimeSpan.FromSeconds(1));

        (await PublishedAsync(text)).Single().GetProperty("imageUrns").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_answer_stays_in_doubt_until_a_person_confirms_and_the_post_is_found_and_not_doubled()
    {
        var text = $"Kayıp {Guid.CreateVersion7():N}";
        await world.FaultAsync("linkedin", "timeout_after", path: "/api.linkedin.com/rest/posts", times: 1);
        var id = await PostAsync(text);
        await BecomesAsync(id, "unknown");
        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));
        await Poll.UntilAsync(
            async () => (await TargetAsync(id)).GetProperty("story").GetArrayLength() == 2,
            "it is looked for"
        );
        (await TargetAsync(id)).GetProperty("status").GetString().ShouldBe("unknown");

        using var confirmed = await world.Owner.Client.PostAsJsonAsync(
            $"/api/v1/posts/{id}/retry",
            new { confirm = true }
        );

        await confirmed.ShouldBeAsync(HttpStatusCode.Accepted);
        var target = await BecomesAsync(id, "published");
        var post = (await PublishedAsync(text)).ShouldHaveSingleItem();
        target.GetProperty("externalId").GetString().ShouldBe(post.GetProperty("urn").GetString());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_with_both_numbers_before_anybody_is_asked()
    {
        using var answer = await SendAsync(new string('ş', 3001));

        var body = await answer.ShouldBeAsync(HttpStatusCode.UnprocessableEntity);
        body.ToString().ShouldContain("3001");
        body.ToString().ShouldContain("3000");
    }

    private Task<HttpResponseMessage> SendAsync(string text) =>
        world.Owner.Client.PostAsJsonAsync("/api/v1/posts", new { accountIds = new[] { accountId }, text });

    private async Task<Guid> PostAsync(string text)
    {
        using var answer = await SendAsync(text);

        return (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
    }

    /// <param name="eachLook">How far the clock is turned on between two looks.</param>
    private async Task<JsonElement> BecomesAsync(Guid postId, string status, TimeSpan eachLook = default)
    {
        JsonElement target = default;
        await Poll.UntilAsync(
            async () =>
            {
                target = await TargetAsync(postId);
                world.Server.Clock.Advance(eachLook);

                return target.GetProperty("status").GetString() == status;
            },
            $"the post becomes {status}"
        );

        return target;
    }

    private async Task<JsonElement> TargetAsync(Guid postId) =>
        (await world.Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{postId}")).GetProperty("targets")[0];

    private async Task<JsonElement[]> PublishedAsync(string text) =>
        [
            .. (await world.Sim.GetFromJsonAsync<JsonElement>("/sim/linkedin/posts"))
                .EnumerateArray()
                .Where(post => post.GetProperty("text").GetString() == text),
        ];
}
