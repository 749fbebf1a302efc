using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Messaging;

public sealed class ConversationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    [Fact]
    public void The_later_word_holds_whichever_arrived_first()
    {
        var conversation = Begin();
        conversation.OptIn(Now.AddMinutes(5));
        conversation.OptOut("DUR", Now);
        conversation.IsOptedOut.ShouldBeFalse();

        conversation.OptOut("STOP", Now.AddMinutes(10));
        conversation.OptIn(Now.AddMinutes(5));
        conversation.IsOptedOut.ShouldBeTrue();
    }

    [Fact]
    public void Two_words_of_the_same_second_end_it()
    {
        var conversation = Begin();
        conversation.OptIn(Now);
        conversation.OptOut("STOP", Now);
        conversation.IsOptedOut.ShouldBeTrue();

        conversation.OptIn(Now);
        conversation.IsOptedOut.ShouldBeTrue();
    }

    [Fact]
    public void The_window_is_open_for_a_day_after_the_last_message_and_late_or_early_clocks_do_not_stretch_it()
    {
        var conversation = Begin();
        conversation.IsOpenAt(Now, Window).ShouldBeFalse();
        conversation.NoteInbound(Now.AddHours(3), Now);
        conversation.NoteInbound(Now.AddHours(-5), Now);

        conversation.IsOpenAt(Now.AddHours(23.9), Window).ShouldBeTrue();
        conversation.IsOpenAt(Now.AddHours(24), Window).ShouldBeFalse();
    }

    [Fact]
    public void Two_with_the_same_person_become_one_that_knows_all_of_both()
    {
        var byPhone = Begin();
        var byUser = Conversation.Begin(byPhone.TenantId, byPhone.AccountId, null, "TR.1", Now);
        byUser.NoteInbound(Now.AddHours(1), Now.AddHours(1));
        byUser.OptOut("DUR", Now);

        byPhone.Absorb(byUser);

        (byPhone.Phone, byPhone.UserId).ShouldBe(("+905550000001", "TR.1"));
        byPhone.LastInboundAt.ShouldBe(Now.AddHours(1));
        byPhone.IsOptedOut.ShouldBeTrue();
    }

    private static Conversation Begin() =>
        Conversation.Begin(TenantId.New(), Guid.CreateVersion7(), "+905550000001", null, Now);
}
