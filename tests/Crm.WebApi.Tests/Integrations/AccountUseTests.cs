using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class AccountUseTests(Simulator simulator) : IClassFixture<Simulator>, IAsyncLifetime
{
    private PlatformWorld world = null!;

    public async Task InitializeAsync() => world = await PlatformWorld.StartAsync(simulator.Process);

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_account_tells_its_use_and_what_nobody_uses_or_renews_is_pointed_out()
    {
        await using (
            var paid = await OtherTransaction.BeginAsync(
                world.Server,
                world.Owner.TenantId,
                "update tenancy.subscription set status = 'active'"
            )
        )
        {
            await paid.CommitAsync();
        }

        var account = await world.CreatedAsync(
            "beyondvisit",
            new
            {
                apiKey = "bv_demo_key",
                secretKey = "bv_demo_secret",
                userToken = "bv-demo-user-1",
            }
        );
        var id = account.GetProperty("id").GetGuid();
        Health(account).GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        using (var tested = await world.PostAsync(id, "test/"))
        {
            await tested.ShouldBeAsync(HttpStatusCode.OK);
        }

        world.Server.Clock.Advance(TimeSpan.FromDays(29));
        using var second = await world.Server.ClientForAsync(world.Owner);
        using (var used = await second.PostAsJsonAsync(Path(id) + "beyondvisit/login-link/", new { }))
        {
            await used.ShouldBeAsync(HttpStatusCode.OK);
        }

        var health = Health(await second.GetFromJsonAsync<JsonElement>(Path(id)));
        health.GetProperty("useCount30Days").GetInt32().ShouldBe(1);
        health
            .GetProperty("lastUsedAt")
            .GetDateTimeOffset()
            .ShouldBe(world.Server.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        health.GetProperty("credentialAgeDays").GetInt32().ShouldBe(29);
        (await KindsAsync()).ShouldBeEmpty();

        world.Server.Clock.Advance(TimeSpan.FromDays(31));
        (await KindsAsync()).ShouldBe(["connection_unused:revoke"]);

        world.Server.Clock.Advance(TimeSpan.FromDays(306));
        (await KindsAsync()).ShouldBe(
            ["connection_unused:revoke", "credentials_old:renew_credentials"],
            ignoreOrder: true
        );
    }

    private static string Path(Guid id) => $"/api/integrations/accounts/{id}/";

    private static JsonElement Health(JsonElement account) => account.GetProperty("health");

    private async Task<List<string>> KindsAsync()
    {
        using var person = await world.Server.ClientForAsync(world.Owner);
        var answer = await person.GetFromJsonAsync<JsonElement>("/api/v1/attention");

        return
        [
            .. answer
                .GetProperty("data")
                .EnumerateArray()
                .Select(item => $"{item.GetProperty("kind").GetString()}:{item.GetProperty("action").GetString()}"),
        ];
    }
}
