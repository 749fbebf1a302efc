using Crm.TestKit;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>Who has much to publish does not make anybody else wait.</summary>
public sealed class FairnessTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;

    public Task InitializeAsync() => platform.BeginAsync();

    public async Task DisposeAsync()
    {
        await world.SimPutAsync("/sim/latency", new { ms = 0 });
        await world.SimPutAsync("/sim/x/settings", new { postsPerDay = 10_000 });
    }

    [Fact]
    public async Task A_company_with_a_hundred_posts_leaves_room_for_one_with_a_single_post()
    {
        var large = await XShop.OpenAsync(world);
        using var other = await world.Server.RegisterTenantAsync();
        var small = await XShop.OpenAsync(world, other);
        await world.SimPutAsync("/sim/latency", new { ms = 500 });
        await Task.WhenAll(Enumerable.Range(0, 90).Select(number => large.PostAsync($"Çok {number}")));

        await small.BecomesAsync(await small.PostAsync("Bir tane"), "published");

        // Ninety take four places more than ten seconds.
        (await large.TextsAtXAsync()).Count.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task What_is_left_of_a_limit_of_the_whole_app_is_shared_in_turns()
    {
        var large = await XShop.OpenByConsentAsync(world, world.Owner);
        using var other = await world.Server.RegisterTenantAsync();
        var small = await XShop.OpenByConsentAsync(world, other);
        await world.SimPutAsync("/sim/x/settings", new { postsPerDay = 10 });
        await world.SimPutAsync("/sim/latency", new { ms = 400 });
        var at = world.Server.Clock.GetUtcNow().AddMinutes(1);
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(number => large.ScheduleAsync($"Çok {number}", at))
                .Concat(Enumerable.Range(0, 4).Select(number => small.ScheduleAsync($"Az {number}", at)))
        );

        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        await Poll.UntilAsync(
            async () => (await large.TextsAtXAsync()).Count + (await small.TextsAtXAsync()).Count == 10,
            "the app's limit is used up"
        );
        (await small.TextsAtXAsync()).Count.ShouldBe(4);
    }
}
