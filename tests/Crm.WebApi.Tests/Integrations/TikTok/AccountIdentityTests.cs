using System.Text.Json;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

/// <summary>What is shown of an account belongs to the person who is connected now, and to what that person allowed.</summary>
public sealed class AccountIdentityTests(TikTokServer platform) : IClassFixture<TikTokServer>, IAsyncLifetime
{
    private readonly TikTokWorld world = platform.World;

    public Task InitializeAsync() => world.BeginAgainAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static readonly string[] Basic = ["user.info.basic"];

    [Fact]
    public async Task Another_person_shows_nothing_of_the_one_before()
    {
        var id = await DisconnectedAsync();
        var next = await ConnectTikTokTests.OpenIdAsync(world);

        await world.ConnectAsync(id, next, Basic);

        var account = await world.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe(next);
        account.GetProperty("displayName").GetString().ShouldNotBeNull();
        account.GetProperty("username").ValueKind.ShouldBe(JsonValueKind.Null);
        var profile = await ProfileAsync(id);
        profile.GetProperty("username").ValueKind.ShouldBe(JsonValueKind.Null);
        profile.GetProperty("bio").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Another_person_whose_profile_cannot_be_read_shows_nothing_of_the_one_before()
    {
        var id = await DisconnectedAsync();
        await world.FaultAsync("status", "/v2/user/info/", 500);

        await world.ConnectAsync(id, await ConnectTikTokTests.OpenIdAsync(world));

        var profile = await ProfileAsync(id);
        foreach (var member in new[] { "displayName", "username", "avatarUrl", "bio", "followerCount", "syncedAt" })
        {
            profile.GetProperty(member).ValueKind.ShouldBe(JsonValueKind.Null, member);
        }
    }

    [Fact]
    public async Task A_scope_that_is_taken_back_takes_what_it_showed()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);

        await world.ConnectAsync(id, openId, Basic);

        var account = await world.AccountAsync(id);
        account.GetProperty("displayName").GetString().ShouldNotBeNull();
        account.GetProperty("username").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_same_person_with_the_same_scopes_is_still_known_when_the_profile_cannot_be_read()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.FaultAsync("status", "/v2/user/info/", 500);

        await world.ConnectAsync(id, openId);

        var profile = await ProfileAsync(id);
        profile.GetProperty("username").GetString().ShouldBe("ayse");
        profile.GetProperty("followerCount").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    private async Task<Guid> DisconnectedAsync()
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        (await ProfileAsync(id)).GetProperty("username").GetString().ShouldBe("ayse");
        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/disconnect/");

        return id;
    }

    private Task<JsonElement> ProfileAsync(Guid id) =>
        world.GetAsync($"/api/integrations/accounts/{id}/tiktok-profile/");
}
