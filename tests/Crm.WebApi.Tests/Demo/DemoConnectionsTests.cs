using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Demo;

public sealed class DemoConnectionsTests
{
    private const string Fatima = "-000c9e10-demo-4f6f-8b2a-dukkanfatima2";
    private const string GymAds = "7163948356417552643";

    private static readonly string[] BasicScope = ["user.info.basic"];
    private static readonly string[] GymAlone = [GymAds];

    [Fact]
    public async Task A_start_connects_the_accounts_of_the_demo_as_whom_a_person_connected_them_last()
    {
        await using var demo = await DemoWorld.StartAsync();
        var user = await demo.FindAsync("tiktok");
        var advertiser = await demo.FindAsync("tiktok_leads");
        await demo.DisconnectAsync(user);
        await demo.DisconnectAsync(advertiser);
        await demo.ConnectAsync(user, "/sim/tiktok/consent", new { openId = Fatima, scopes = BasicScope });
        await demo.ConnectAsync(advertiser, "/sim/tiktok-leadgen/consent", new { advertiserIds = GymAlone });
        await demo.SendAsync(HttpMethod.Patch, $"/api/integrations/accounts/{user}/", new { name = "Renamed" });

        await demo.RestartAsync(forget: true);

        demo.Warnings.ShouldBeEmpty();
        var ofFatima = await demo.ReadAsync(user);
        ofFatima.GetProperty("externalId").GetString().ShouldBe(Fatima);
        ofFatima.GetProperty("scopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("user.info.basic");
        await demo.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{user}/sync/");
        var ofGym = await demo.ReadAsync(advertiser);
        ofGym.GetProperty("externalId").GetString().ShouldBe(GymAds);
        await demo.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{advertiser}/sync/");
    }

    [Fact]
    public async Task A_start_heals_what_the_simulator_has_forgotten()
    {
        await using var demo = await DemoWorld.StartAsync();
        var user = await demo.FindAsync("tiktok");
        await demo.ForgetAsync();
        using var refused = await demo.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{user}/sync/");
        (await demo.ReadAsync(user)).GetProperty("status").GetString().ShouldBe("needs_reauth");

        await demo.RestartAsync();

        (await demo.ReadAsync(user)).GetProperty("status").GetString().ShouldBe("connected");
        await demo.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{user}/sync/");
    }

    [Fact]
    public async Task A_start_leaves_alone_what_a_person_disconnected_or_added()
    {
        await using var demo = await DemoWorld.StartAsync();
        var user = await demo.FindAsync("tiktok");
        await demo.DisconnectAsync(user);
        var added = await demo.SendAsync(
            HttpMethod.Post,
            "/api/integrations/accounts/",
            new { platform = "tiktok", name = "Mine" }
        );

        await demo.RestartAsync();

        (await demo.ReadAsync(user)).GetProperty("status").GetString().ShouldBe("disconnected");
        (await demo.ReadAsync(added.GetProperty("id").GetGuid()))
            .GetProperty("status")
            .GetString()
            .ShouldBe("disconnected");
    }

    [Fact]
    public async Task A_start_goes_on_when_the_last_user_is_not_known_any_more()
    {
        await using var demo = await DemoWorld.StartAsync();
        var user = await demo.FindAsync("tiktok");
        await demo.DisconnectAsync(user);
        await demo.AddSimulatedUserAsync("somebody-of-today");
        await demo.ConnectAsync(user, "/sim/tiktok/consent", new { openId = "somebody-of-today" });

        await demo.RestartAsync(forget: true);

        demo.Warnings.ShouldHaveSingleItem().ShouldContain("The demo's tiktok account is not connected");
        (await demo.ReadAsync(await demo.FindAsync("tiktok_leads")))
            .GetProperty("status")
            .GetString()
            .ShouldBe("connected");
    }
}
