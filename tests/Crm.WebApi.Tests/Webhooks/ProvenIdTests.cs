using System.Net.Http.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Domain.Common;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using Crm.WebApi.Tests.Integrations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class ProvenIdTests(Simulator simulator) : IClassFixture<Simulator>, IAsyncLifetime
{
    private const string AppId = "7000000000000000000";

    // The simulator knows these two.
    private const string Kept = "7163948356417552385";
    private const string Gained = "7163948356417552643";
    private const string Lost = "7000000000000000001";

    private readonly InboxWorld world = new();
    private readonly Guid tenant = Guid.CreateVersion7();
    private readonly Guid neighbour = Guid.CreateVersion7();
    private readonly HttpClient provider = new(new SocketsHttpHandler()) { BaseAddress = simulator.Process.Address };

    public Task InitializeAsync() =>
        world.StartAsync(
            ("TIKTOK_BUSINESS_APP_ID", AppId),
            ("TIKTOK_BUSINESS_API_BASE_URL", simulator.Process.Address.AbsoluteUri),
            ("PROVIDER_TIMEOUT_SECONDS", HeldCalls.TimeoutSeconds)
        );

    public Task DisposeAsync()
    {
        provider.Dispose();

        return world.DisposeAsync();
    }

    [Fact]
    public async Task Token_proves_its_ids_again_and_loses_those_it_no_longer_holds()
    {
        // Known at the provider before the workers can meet the account: a job that is refused would ask for its person.
        await PlantAsync(Kept, Gained);
        var account = await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: false, Lost, Kept);

        using var broken = await provider.PostAsJsonAsync(
            "/sim/faults",
            new
            {
                provider = "tiktok-leadgen",
                kind = "status",
                status = 500,
                times = -1,
            }
        );
        broken.IsSuccessStatusCode.ShouldBeTrue();
        await ProveAsync(account);
        (await IdsAsync()).ShouldBe([Lost, Kept]);

        using var mended = await provider.DeleteAsync("/sim/faults");
        await ProveAsync(account);
        (await IdsAsync()).ShouldBe([Kept, Gained]);
    }

    [Fact]
    public async Task Id_that_was_not_proven_for_a_week_routes_nothing()
    {
        await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: false, "adv-old");
        world.Server.Clock.Advance(TimeSpan.FromDays(8));

        using var answer = await world.PostLeadsAsync(
            """{"object":1,"entry":[{"id":"1","advertiser_id":"adv-old","changes":[]}]}"""
        );
        await world.UntilProcessedAsync(tenant);

        (await world.EventsAsync(tenant)).ShouldBeEmpty();
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldHaveSingleItem().Reason.ShouldBe("unowned");
    }

    [Fact]
    public async Task Account_whose_token_cannot_be_read_does_not_keep_those_behind_it_from_their_proof()
    {
        var broken = await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: false, Lost);
        await world.ExecuteAsync(
            tenant,
            @"update integrations.token_grant set sealed_access_token = '\x00' where account_id = $1",
            broken.Id
        );
        world.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.AddAccountAsync(neighbour, "tiktok_leads", acceptsUnsigned: false, Kept);
        await PlantAsync(Kept, Gained);
        world.Server.Clock.Advance(TimeSpan.FromDays(1));

        await ActivatorUtilities.CreateInstance<ProveIdsAgainJob>(world.Server.Services).Execute(null!);

        (await IdsAsync(neighbour)).ShouldBe([Kept, Gained]);
        (await IdsAsync()).ShouldBe([Lost]);
        (await world.CountAsync(tenant, "integrations.account where last_error_detail = 'secret_unreadable'")).ShouldBe(
            1
        );
        (
            await world.CountAsync(tenant, "integrations.log_entry where action = 'prove' and outcome = 'failed'")
        ).ShouldBe(1);
    }

    private async Task ProveAsync(WorldAccount account)
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(new TenantId(tenant));
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ProveIdsAgain(account.Id));
    }

    private async Task PlantAsync(params string[] advertisers)
    {
        using var planted = await provider.PutAsJsonAsync(
            "/sim/tiktok-leadgen/tokens/access",
            new { appId = AppId, advertiserIds = advertisers }
        );
        planted.IsSuccessStatusCode.ShouldBeTrue(await planted.Content.ReadAsStringAsync());
    }

    private Task<IReadOnlyList<string>> IdsAsync(Guid? of = null) =>
        world.QueryAsync(
            of ?? tenant,
            "select external_id from integrations.proven_id order by external_id",
            row => row.GetString(0)
        );
}
