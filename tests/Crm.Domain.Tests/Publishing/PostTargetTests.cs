using Crm.Domain.Common;
using Crm.Domain.Publishing;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Publishing;

public sealed class PostTargetTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly PostTarget target = PostTarget.Create(
        TenantId.New(),
        Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        "x"
    );

    public PostTargetTests() => target.Plan(Now, "Merhaba");

    [Fact]
    public void A_platform_that_is_away_is_asked_in_growing_pauses_for_about_an_hour()
    {
        var now = Now;
        var pauses = new List<double>();
        while (target.Status is not TargetStatus.Failed)
        {
            target.Postpone("provider_unavailable", reason: null, wait: null, now);
            if (target.DueAt is { } due)
            {
                pauses.Add((due - now).TotalSeconds);
                now = due;
            }
        }

        pauses.Take(4).ShouldBe([2, 4, 8, 16]);
        pauses.Max().ShouldBe(900);
        (now - Now).TotalMinutes.ShouldBeInRange(30, 70);
        target.ErrorCode.ShouldBe("provider_unavailable");
    }

    [Fact]
    public void The_time_of_a_post_moves_with_a_pause_that_the_platform_asked_for_and_with_no_other()
    {
        target.Postpone("provider_unavailable", reason: null, wait: null, Now);
        target.IsTooLate(Now.AddMinutes(61)).ShouldBeTrue();

        target.Postpone("rate_limited_by_provider", reason: null, TimeSpan.FromHours(3), Now);

        target.IsTooLate(Now.AddHours(3).AddMinutes(59)).ShouldBeFalse();
        target.IsTooLate(Now.AddHours(4).AddMinutes(1)).ShouldBeTrue();
    }

    [Fact]
    public void What_is_in_doubt_keeps_what_it_can_be_found_by_through_every_refusal()
    {
        target.BeginPublishing(Guid.CreateVersion7(), "container 17", Now, Now + Lease);
        target.RecordLost("timeout", Now);
        target.Retry(Now);

        target.Fail("authentication_failed", reason: null, Now);

        target.Progress.ShouldBe("container 17");
        target.UncertainSince.ShouldBe(Now);
        target.WasBegun.ShouldBeTrue();
    }

    [Fact]
    public void What_was_clearly_refused_is_free_to_be_changed_and_prepared_anew()
    {
        target.BeginPublishing(Guid.CreateVersion7(), "container 17", Now, Now + Lease);

        target.Fail("provider_rejected", "too wide", Now);

        target.Progress.ShouldBeNull();
        target.WasBegun.ShouldBeFalse();
    }

    [Fact]
    public void A_doubt_is_looked_at_four_times_and_then_left_to_a_person()
    {
        target.BeginPublishing(Guid.CreateVersion7(), progress: null, Now, Now + Lease);
        target.RecordLost("timeout", Now);
        var looks = 0;
        var now = Now;
        while (target.DueAt is { } due)
        {
            now = due;
            target.RecordLook(now);
            looks++;
        }

        looks.ShouldBe(4);
        (now - Now).TotalMinutes.ShouldBeLessThan(15);
        target.Status.ShouldBe(TargetStatus.Unknown);
    }

    [Fact]
    public void A_platform_that_cannot_be_asked_of_a_doubt_is_not_asked_for_ever()
    {
        target.BeginPublishing(Guid.CreateVersion7(), progress: null, Now, Now + Lease);
        target.RecordLost("timeout", Now);
        var now = Now;
        for (var asked = 0; target.DueAt is { } due; asked++)
        {
            asked.ShouldBeLessThan(20);
            now = due;
            target.RecordNoLook(wait: null, now);
        }

        target.Status.ShouldBe(TargetStatus.Unknown);
    }

    [Fact]
    public void What_certainly_did_not_happen_is_sent_again_in_growing_pauses()
    {
        var pauses = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            target.BeginPublishing(Guid.CreateVersion7(), "container 17", Now, Now + Lease);
            target.RecordLost("timeout", Now);
            target.RecordUndone(Now);
            pauses.Add((target.DueAt!.Value - Now).TotalSeconds);
        }

        pauses.ShouldBe([2, 4, 8, 16]);
        target.UncertainSince.ShouldBeNull();
    }

    [Fact]
    public void Of_several_doubts_the_first_and_the_last_are_kept()
    {
        Lose(Now);
        target.Retry(Now.AddMinutes(20));
        Lose(Now.AddMinutes(21));

        target.UncertainSince.ShouldBe(Now);
        target.UncertainUntil.ShouldBe(Now.AddMinutes(21));
    }

    [Fact]
    public void A_refusal_that_is_known_late_ends_its_own_doubt_and_no_earlier_one()
    {
        Lose(Now);
        target.Retry(Now.AddMinutes(20));
        Lose(Now.AddMinutes(21));

        target.EndDoubtOf(Now.AddMinutes(21));
        target.UncertainSince.ShouldBe(Now);
        target.UncertainUntil.ShouldBe(Now);

        target.EndDoubtOf(Now);
        target.UncertainSince.ShouldBeNull();
    }

    [Fact]
    public void Until_its_intent_is_stored_a_post_can_be_changed_however_much_was_prepared()
    {
        target.BeginPreparing(Now + Lease);
        target.RecordProgress("container 17", Now + Lease);
        target.WasBegun.ShouldBeFalse();

        target.BeginPublishing(Guid.CreateVersion7(), "container 17", Now, Now + Lease);

        target.WasBegun.ShouldBeTrue();
    }

    [Fact]
    public void What_failed_before_the_call_takes_nothing_from_the_looks_after_it()
    {
        for (var times = 0; times < 10; times++)
        {
            target.Postpone("provider_unavailable", reason: null, wait: null, Now);
        }

        Lose(Now);
        target.RecordNoLook(wait: null, Now);
        target.RecordNoLook(wait: null, Now);

        target.DueAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_part_that_was_answered_late_is_counted_once()
    {
        var slow = Guid.CreateVersion7();
        target.BeginPublishing(slow, progress: null, Now, Now + Lease);
        target.RecordLost("interrupted", Now);
        target.Lacks(slow, part: 1).ShouldBeTrue();
        target.Retry(Now);
        target.Lacks(slow, part: 1).ShouldBeTrue();

        target.RecordPart("part 1", Now);
        target.Postpone("rate_limited_by_provider", reason: null, TimeSpan.FromMinutes(1), Now);

        target.Lacks(slow, part: 1).ShouldBeFalse();
        target.Lacks(slow, part: 2).ShouldBeTrue();
        target.Lacks(slow, part: null).ShouldBeTrue();
    }

    private void Lose(DateTimeOffset at)
    {
        target.BeginPublishing(Guid.CreateVersion7(), progress: null, at, at + Lease);
        target.RecordLost("timeout", at);
    }
}
