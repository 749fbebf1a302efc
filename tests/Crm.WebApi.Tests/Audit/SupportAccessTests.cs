using Crm.Infrastructure.Identity;
using Crm.WebApi.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

public sealed class SupportAccessTests(AuditServer server) : IClassFixture<AuditServer>, IAsyncLifetime
{
    private AuditWorld world = null!;

    public async Task InitializeAsync() => world = await server.AddTenantAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task What_an_administrator_asks_about_a_company_stands_in_its_own_trail()
    {
        var administrator = Guid.CreateVersion7();

        await AskAsync(world.Owner.TenantId, administrator);

        var told = (await world.ListAsync("?action=support.access")).ShouldHaveSingleItem();
        told.GetProperty("actor").GetProperty("id").GetGuid().ShouldBe(administrator);
        told.GetProperty("address").GetString().ShouldBe("203.0.113.7");
        told.GetProperty("after").GetProperty("method").GetString().ShouldBe("GET");
        told.GetProperty("after").GetProperty("route").GetString().ShouldBe("/api/v1/platform/tenants/{tenantId}");
    }

    [Fact]
    public async Task A_company_that_is_not_there_gets_no_trail()
    {
        var nobody = Guid.CreateVersion7();

        await AskAsync(nobody, Guid.CreateVersion7());

        (
            await world.ReadAsync<long>($"select count(*) from tenancy.audit_event where tenant_id = '{nobody}'")
        ).ShouldBe([0]);
    }

    private async Task AskAsync(Guid tenantId, Guid administrator)
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        var session = new Session(
            administrator,
            IsRevoked: false,
            DateTimeOffset.MaxValue,
            Role: null,
            SubscriptionStatus: null,
            PeriodEndsAt: null,
            IsPlatformAdmin: true,
            VenueIds: null
        );
        scope.ServiceProvider.GetRequiredService<Caller>().SetPerson(Guid.CreateVersion7(), session, "203.0.113.7");
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.Request.RouteValues["tenantId"] = tenantId.ToString();
        context.SetEndpoint(
            new RouteEndpoint(
                _ => Task.CompletedTask,
                RoutePatternFactory.Parse("api/v1/platform/tenants/{tenantId}"),
                0,
                EndpointMetadataCollection.Empty,
                "tenants"
            )
        );

        await new SupportAccess().InvokeAsync(
            new DefaultEndpointFilterInvocationContext(context),
            _ => ValueTask.FromResult<object?>(null)
        );
    }
}
