using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Events;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class OtherServersTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    [Fact]
    public async Task A_changed_role_ends_streams_and_rights_on_another_server_within_five_seconds()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "admin");
        await using var second = await TestServer.StartAsync(tenancy.Server.Database, tenancy.Server.Clock);
        using var there = await second.ClientForAsync(member);
        using var listener = await EventListener.OpenAsync(second.CreateClient(), await second.TokenForAsync(member));
        using var before = await there.GetAsync("/api/v1/invitations");
        await before.ShouldBeAsync(HttpStatusCode.OK);

        using var changed = await owner.Client.PatchAsJsonAsync(
            $"/api/v1/members/{member.UserId}",
            new { role = "viewer" }
        );

        await changed.ShouldBeAsync(HttpStatusCode.OK);
        // Two sign-ins of the member: each server learns of each in its own time, and of both within the five seconds.
        await Task.WhenAll(
            listener.ShouldEndAsync(TimeSpan.FromSeconds(5)),
            Poll.UntilAsync(IsForbiddenAsync, TimeSpan.FromSeconds(5), "The former admin still reads the invitations.")
        );

        async Task<bool> IsForbiddenAsync()
        {
            using var after = await there.GetAsync("/api/v1/invitations");

            return after.StatusCode is HttpStatusCode.Forbidden;
        }
    }
}
