using Crm.Domain.Common;
using Crm.Domain.Leads.Proof;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Leads.Proof;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_proven_no_more_once_an_interrupted_reading_found_what_could_not_be_stored()
    {
        var day = Reconciliation.Create(TenantId.New(), Guid.CreateVersion7(Now), "5001", new DateOnly(2026, 11, 22));
        day.Check(providerCount: 3, ourCount: 3, found: 0, missing: [], Now);

        day.Interrupt(providerCount: 5, ourCount: 4, found: 2, open: 1, Now.AddHours(1));

        (day.State, day.Reason).ShouldBe((Reconciliation.Unprovable, "interrupted"));
        day.Holes[^1].ClosedAt.ShouldBeNull();
    }

    [Fact]
    public void A_proven_day_stays_so_when_the_next_reading_breaks_off_and_found_nothing()
    {
        var day = Reconciliation.Create(TenantId.New(), Guid.CreateVersion7(Now), "5001", new DateOnly(2026, 11, 22));
        day.Check(providerCount: 3, ourCount: 3, found: 0, missing: [], Now);

        day.Interrupt(providerCount: 2, ourCount: 2, found: 0, open: 0, Now.AddHours(1));

        day.State.ShouldBe(Reconciliation.Proven);
    }
}
