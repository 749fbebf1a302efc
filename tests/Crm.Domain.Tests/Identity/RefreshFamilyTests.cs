using Crm.Domain.Identity;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Identity;

public sealed class RefreshFamilyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private readonly RefreshFamily family = RefreshFamily.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), Start);

    [Fact]
    public void The_unspent_token_is_spent_and_has_a_successor()
    {
        family.Present(1, Start.AddMinutes(1)).ShouldBe(RefreshVerdict.Accepted);

        family.Generation.ShouldBe(2);
        family.RotatedAt.ShouldBe(Start.AddMinutes(1));
    }

    [Theory]
    [InlineData(0, RefreshVerdict.Accepted)]
    [InlineData(10, RefreshVerdict.Accepted)]
    [InlineData(10.001, RefreshVerdict.Reused)]
    public void The_token_just_spent_has_the_same_successor_for_ten_seconds(double seconds, RefreshVerdict expected)
    {
        family.Present(1, Start.AddMinutes(1));

        family.Present(1, Start.AddMinutes(1).AddSeconds(seconds)).ShouldBe(expected);

        family.Generation.ShouldBe(2);
        family.IsAlive(Start.AddMinutes(2)).ShouldBe(expected is RefreshVerdict.Accepted);
    }

    [Fact]
    public void The_token_just_spent_is_reused_once_its_successor_is_spent_too()
    {
        family.Present(1, Start);
        family.Present(2, Start.AddSeconds(1));

        family.Present(1, Start.AddSeconds(2)).ShouldBe(RefreshVerdict.Reused);
        family.RevokedReason.ShouldBe("reused");
        family.Present(3, Start.AddSeconds(3)).ShouldBe(RefreshVerdict.Ended);
    }

    [Fact]
    public void A_generation_that_was_never_issued_revokes_the_family() =>
        family.Present(7, Start).ShouldBe(RefreshVerdict.Reused);

    [Fact]
    public void A_token_not_used_for_thirty_days_has_expired()
    {
        family.Present(1, Start + RefreshFamily.TokenLifetime).ShouldBe(RefreshVerdict.Ended);
        family
            .Present(1, Start + RefreshFamily.TokenLifetime - TimeSpan.FromSeconds(1))
            .ShouldBe(RefreshVerdict.Accepted);
    }

    [Fact]
    public void A_family_ends_after_ninety_days_however_often_it_was_refreshed()
    {
        for (var day = 20; day < 90; day += 20)
        {
            family.Present(family.Generation, Start.AddDays(day)).ShouldBe(RefreshVerdict.Accepted);
        }

        family.Present(family.Generation, Start.AddDays(90)).ShouldBe(RefreshVerdict.Ended);
    }

    [Fact]
    public void A_revoked_family_keeps_its_first_reason_and_accepts_nothing()
    {
        family.Revoke("logout", Start);
        family.Revoke("reused", Start.AddDays(1));

        family.RevokedAt.ShouldBe(Start);
        family.RevokedReason.ShouldBe("logout");
        family.Present(1, Start).ShouldBe(RefreshVerdict.Ended);
    }
}
