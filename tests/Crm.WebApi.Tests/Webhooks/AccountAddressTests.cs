using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>The webhook address of one account, as its admins arrange it.</summary>
public sealed class AccountAddressTests(InboxWorld world) : IClassFixture<InboxWorld>
{
    private const string Accounts = "/api/integrations/accounts";

    [Fact]
    public async Task Rotated_key_opens_another_address_and_ends_the_old_one()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await InboxWorld.CreateAccountAsync(owner);
        using var before = await world.PostLeadsAsync(Body(1), account.Key);

        using var rotated = await owner.Client.PostAsync($"{Accounts}/{account.Id}/rotate-webhook-key/", content: null);
        var key = InboxWorld.KeyOf(await rotated.ShouldBeAsync(HttpStatusCode.OK));
        using var after = await world.PostLeadsAsync(Body(2), key);

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        key.ShouldNotBe(account.Key);
        var shown = await owner.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/{account.Id}");
        InboxWorld.KeyOf(shown).ShouldBe(key);
        await Poll.UntilAsync(
            async () =>
            {
                using var old = await world.PostLeadsAsync(Body(3), account.Key);
                return old.StatusCode is HttpStatusCode.NotFound;
            },
            "the old address is still open"
        );
    }

    [Fact]
    public async Task Member_below_admin_rotates_nothing()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await InboxWorld.CreateAccountAsync(owner);
        await world.ExecuteAsync(owner.TenantId, "update tenancy.membership set role = 'member'");
        using var member = await world.Server.ClientForAsync(owner);

        using var answer = await member.PostAsync($"{Accounts}/{account.Id}/rotate-webhook-key", content: null);

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Unsigned_deliveries_are_taken_where_an_admin_chose_it()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await InboxWorld.CreateAccountAsync(owner);

        using var chosen = await ChangeAsync(owner, account.Id, new { acceptsUnsigned = true });
        using var sent = await world.PostLeadsAsync(Body(4), account.Key, secret: null);
        await world.UntilProcessedAsync(owner.TenantId);
        using var renamed = await ChangeAsync(owner, account.Id, new { name = "Another" });

        (await chosen.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("acceptsUnsigned").GetBoolean().ShouldBeTrue();
        (await renamed.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("acceptsUnsigned").GetBoolean().ShouldBeTrue();
        (await world.CountAsync(owner.TenantId, "leads.submission")).ShouldBe(1);
    }

    [Fact]
    public async Task Platform_that_signs_everything_offers_no_choice()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        using var created = await owner.Client.PostAsJsonAsync(Accounts, new { platform = "tiktok", name = "Shop" });
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var answer = await ChangeAsync(owner, id, new { acceptsUnsigned = true });

        var problem = await answer.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").TryGetProperty("acceptsUnsigned", out _).ShouldBeTrue(problem.ToString());
    }

    private static Task<HttpResponseMessage> ChangeAsync(SignedIn person, Guid id, object change) =>
        person.Client.PatchAsJsonAsync($"{Accounts}/{id}", change);

    private static string Body(int id) =>
        $$"""{"object":1,"entry":[{"id":"{{id}}","advertiser_id":"1","changes":[{"field":"name","value":"N {{id}}"}]}]}""";
}
