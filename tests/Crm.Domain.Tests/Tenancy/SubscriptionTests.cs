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
}
