using System.Net;
using System.Security.Claims;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Identity;
using Crm.TestKit;
using Crm.WebApi.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class PoliciesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData("Viewer", Policies.Viewer, true)]
    [InlineData("Viewer", Policies.Member, false)]
    [InlineData("Member", Policies.Member, true)]
    [InlineData("Member", Policies.Admin, false)]
    [InlineData("Admin", Policies.Owner, false)]
    [InlineData("Owner", Policies.Viewer, true)]
    [InlineData("Owner", Policies.PlatformAdmin, false)]
    public async Task Each_role_may_what_the_ones_below_it_may(string role, string policy, bool may)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var session = new Session(
            Guid.CreateVersion7(),
            IsRevoked: false,
            server.Clock.GetUtcNow().AddDays(1),
            Enum.Parse<Role>(role),
            SubscriptionStatus.Active,
            server.Clock.GetUtcNow(),
            IsPlatformAdmin: false,
            VenueIds: null
        );
        scope.ServiceProvider.GetRequiredService<Caller>().SetPerson(Guid.CreateVersion7(), session, address: null);
        var caller = new ClaimsPrincipal(new ClaimsIdentity("test"));

        var result = await scope
            .ServiceProvider.GetRequiredService<IAuthorizationService>()
            .AuthorizeAsync(caller, policy);

        result.Succeeded.ShouldBe(may);
    }

    [Fact]
    public async Task A_route_without_a_policy_wants_a_member_of_a_tenant()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var fallback = await scope
            .ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>()
            .GetFallbackPolicyAsync();

        fallback.ShouldNotBeNull().Requirements.ShouldContain(new RoleRequirement(Role.Viewer));
    }

    [Fact]
    public async Task Who_is_removed_from_the_tenant_is_out_within_five_seconds()
    {
        using var owner = await server.RegisterTenantAsync();
        (await server.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.OK);
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var removal = new NpgsqlCommand(
            """
            begin;
            select set_config('role', 'crm_app', true), set_config('crm.tenant', @tenant, true);
            delete from tenancy.membership where person_id = @person;
            commit
            """,
            connection
        );
        removal.Parameters.AddWithValue("tenant", owner.TenantId.ToString());
        removal.Parameters.AddWithValue("person", owner.UserId);
        await removal.ExecuteNonQueryAsync();

        await Poll.UntilAsync(
            async () => await server.MeAsync(owner.AccessToken) is HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(5),
            "A removed member still gets in."
        );
    }
}
