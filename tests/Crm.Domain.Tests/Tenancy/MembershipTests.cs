using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Tenancy;

public sealed class MembershipTests
{
    private static readonly Guid[] Venues = [Guid.CreateVersion7()];

    [Theory]
    [InlineData(Role.Viewer, true)]
    [InlineData(Role.Member, true)]
    [InlineData(Role.Admin, false)]
    [InlineData(Role.Owner, false)]
    public void Who_runs_the_tenant_is_not_limited_to_venues(Role role, bool isAllowed)
    {
        var member = Membership.Create(TenantId.New(), Guid.CreateVersion7(), Role.Viewer, DateTimeOffset.UnixEpoch);
        void Change() => member.Change(role, Venues);

        if (isAllowed)
        {
            Change();
            member.VenueIds.ShouldBe(Venues);
        }
        else
        {
            Should.Throw<DomainException>(Change).Code.ShouldBe("role_covers_all_venues");
            member.Role.ShouldBe(Role.Viewer);
        }
    }
}
