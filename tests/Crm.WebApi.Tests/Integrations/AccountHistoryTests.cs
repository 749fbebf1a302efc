using System.Net;
using System.Text.Json;
using Crm.Infrastructure.Jobs;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations.TikTok;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class AccountHistoryTests(Simulator simulator) : IClassFixture<Simulator>, IAsyncLifetime
{
    private TikTokWorld world = null!;

    public async Task InitializeAsync() => world = await TikTokWorld.StartAsync(simulator.Process);

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Every_day_is_kept_once_whether_a_person_or_the_sweep_synced_it()
    {
        var openId = Guid.CreateVersion7().ToString();
        await world.AddUserAsync(openId);
        var id = await world.ConnectedAsync(openId);
        var first = DateOnly.FromDateTime(world.Server.Clock.GetUtcNow().UtcDateTime);

        // A sweep leaves alone what was connected today.
        await SweepAsync();
        world.Server.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync();
        await SweepAsync();

        using var client = await Leads.SecondServer.ClientForAsync(world.Server, world.Owner);
        using var answer = await client.GetAsync($"/api/integrations/accounts/{id}/stats/");
        var days = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray().ToList();
        days.Select(Day).ShouldBe([first, first.AddDays(1)]);
        days.ShouldAllBe(day => day.GetProperty("followerCount").ValueKind == JsonValueKind.Number);
        using var log = await client.GetAsync($"/api/integrations/accounts/{id}/logs/");
        (await log.ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("data")
            .EnumerateArray()
            .Count(line => line.GetProperty("action").GetString() == "sync")
            .ShouldBe(1);
    }

    [Theory]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=2000-01-01")]
    public async Task A_period_that_cannot_be_answered_is_refused(string query)
    {
        var id = await world.CreateAccountAsync();

        using var refused = await world.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/stats/?{query}");

        (await refused.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
        using var earliest = await world.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/stats/?to=0001-01-01");
        await earliest.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static DateOnly Day(JsonElement day) =>
        DateOnly.ParseExact(
            day.GetProperty("day").GetString()!,
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture
        );

    private Task SweepAsync() =>
        world.Server.Services.GetRequiredService<ProfileSweep>().RunAsync(CancellationToken.None);
}
