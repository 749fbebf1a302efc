using System.Net;
using Crm.TestKit;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.ApiTokens;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

public sealed class MediaAccessTests : IAsyncLifetime
{
    private static readonly TimeSpan Trial = TimeSpan.FromDays(14);

    private TestServer server = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        owner = await server.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_token_uploads_and_reads_as_far_as_it_may()
    {
        var (_, writes) = await owner.IssueTokenAsync(TokenWorld.Write);
        var (_, reads) = await owner.IssueTokenAsync(TokenWorld.Read);
        using var writer = server.ClientWith(writes);
        using var reader = server.ClientWith(reads);

        var id = await writer.UploadedAsync(SampleMedia.Png(3, 3));
        using var refused = await reader.UploadAsync(SampleMedia.Png(3, 3));
        using var kept = await writer.DeleteAsync($"{MediaServer.Route}/{id}");

        (await reader.StatusAsync($"{MediaServer.Route}/{id}/content")).ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        kept.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_a_subscription_a_token_reads_and_adds_nothing()
    {
        var (_, token) = await owner.IssueTokenAsync(TokenWorld.Write);
        using var client = server.ClientWith(token);
        var id = await client.UploadedAsync(SampleMedia.Png(3, 3));
        server.Clock.Advance(Trial + TimeSpan.FromMinutes(1));
        using var refused = await client.UploadAsync(SampleMedia.Png(4, 4));

        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("subscription_inactive");
        (await client.StatusAsync($"{MediaServer.Route}/{id}")).ShouldBe(HttpStatusCode.OK);
    }
}
