using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Tenancy;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SubscriptionStatus.Trialing, -1, true)]
    [InlineData(SubscriptionStatus.Trialing, 0, false)]
    [InlineData(SubscriptionStatus.Active, 1, true)]
    [InlineData(SubscriptionStatus.PastDue, 1, true)]
    [InlineData(SubscriptionStatus.Canceled, -1, false)]
    public void Only_a_trial_lapses_by_itself(SubscriptionStatus status, int hoursAfterItsEnd, bool isActive) =>
        Subscription.IsActive(status, End, End.AddHours(hoursAfterItsEnd)).ShouldBe(isActive);

    [Fact]
    public void From_everywhere_it_goes_everywhere_but_back_into_the_trial()
    {
        foreach (var from in Enum.GetValues<SubscriptionStatus>())
        {
            foreach (var to in Enum.GetValues<SubscriptionStatus>())
            {
                var subscription = Subscription.StartTrial(TenantId.New(), End);
                subscription.Change(plan: null, from, periodEndsAt: null, End);
                void Move() => subscription.Change(plan: null, to, periodEndsAt: null, End);

                if (to is SubscriptionStatus.Trialing && from is not SubscriptionStatus.Trialing)
                {
                    Should.Throw<DomainException>(Move).Code.ShouldBe("trial_over");
                    subscription.Status.ShouldBe(from);
                }
                else
                {
                    Move();
                    subscription.Status.ShouldBe(to);
                }
            }
        }
    }
}
