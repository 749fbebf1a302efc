using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Crm.WebApi.Tests.Webhooks;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class LapsedCustomerTests(InboxWorld world) : IClassFixture<InboxWorld>
{
    private const string Delivery = """
        {"object":1,"time":1767225601,"entry":[{"id":"91","advertiser_id":"1","changes":[
            {"field":"name","value":"Ayşe"},{"field":"email","value":"ayse@example.com"}]}]}
        """;

    [Fact]
    public async Task Who_no_longer_pays_goes_on_receiving_and_reading_leads_and_posts_no_integration()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await InboxWorld.CreateAccountAsync(owner);
        await world.ExecuteAsync(owner.TenantId, "update tenancy.subscription set status = 'canceled'");
        using var person = await world.Server.ClientForAsync(owner);

        using var delivered = await world.PostLeadsAsync(Delivery, account.Key);
        await world.UntilProcessedAsync(owner.TenantId);
        using var leads = await person.GetAsync("/api/v1/leads");
        using var subscription = await person.GetAsync("/api/v1/subscription");
        using var integration = await person.PostAsJsonAsync(
            "/api/integrations/accounts",
            new { platform = "tiktok", name = "Shop" }
        );

        await delivered.ShouldBeAsync(HttpStatusCode.OK);
        (await leads.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").GetArrayLength().ShouldBe(1);
        (await subscription.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("isActive").GetBoolean().ShouldBeFalse();
        (await integration.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("subscription_inactive");
    }
}
