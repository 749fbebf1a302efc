using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Messaging;

/// <summary>Whatever order the platform tells in, the state in the end is the same.</summary>
public sealed class MessageStatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("Sent", MessageStatus.Sent)]
    [InlineData("Sent Delivered", MessageStatus.Delivered)]
    [InlineData("Sent Delivered Read", MessageStatus.Read)]
    [InlineData("Sent Read", MessageStatus.Read)]
    [InlineData("Failed", MessageStatus.Failed)]
    [InlineData("Sent Failed", MessageStatus.Failed)]
    [InlineData("Sent Failed Delivered", MessageStatus.Delivered)]
    [InlineData("Failed Read", MessageStatus.Read)]
    public void Every_order_of_the_same_statuses_ends_in_the_same_state(string told, MessageStatus last)
    {
        var steps = told.Split(' ').Select(Enum.Parse<MessageStep>).ToList();

        foreach (var order in Orders(steps))
        {
            foreach (var acceptedAfter in Enumerable.Range(0, order.Count + 1))
            {
                var message = Sending();
                for (var index = 0; index <= order.Count; index++)
                {
                    if (index == acceptedAfter)
                    {
                        message.Accept("wamid.1", Now);
                    }

                    if (index < order.Count)
                    {
                        Tell(message, order[index]);
                        Tell(message, order[index]);
                    }
                }

                message.Status.ShouldBe(last, string.Join(' ', order));
                (message.Fault is null).ShouldBe(last is not MessageStatus.Failed);
            }
        }
    }

    [Fact]
    public void A_lost_answer_is_resolved_by_what_is_told_and_nothing_is_due()
    {
        var message = Sending();
        message.Lose(new("outcome_unknown"));

        message.Tell(MessageStep.Sent, Now, "wamid.1", attempt: 1, fault: null);

        message.Status.ShouldBe(MessageStatus.Sent);
        message.ExternalId.ShouldBe("wamid.1");
        message.DueAt.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_one_is_sent_again_by_a_confirmed_decision_alone_and_an_arrival_makes_that_needless()
    {
        var message = Sending();
        message.Lose(new("outcome_unknown"));

        Should
            .Throw<DomainException>(() => message.Retry(isConfirmed: false, Now))
            .Code.ShouldBe("confirmation_required");
        message.Retry(isConfirmed: true, Now);
        message.Tell(MessageStep.Failed, Now, "wamid.1", attempt: 1, new("provider_rejected"));
        message.Status.ShouldBe(MessageStatus.Pending);
        message.Tell(MessageStep.Delivered, Now, "wamid.1", attempt: 1, fault: null);

        message.Status.ShouldBe(MessageStatus.Delivered);
        message.DueAt.ShouldBeNull();
    }

    [Fact]
    public void What_was_taken_comes_back_once()
    {
        var message = Sending();
        message.Pay(0.5m);

        message.Refund().ShouldBeFalse();
        message.Tell(MessageStep.Sent, Now, "wamid.1", attempt: 1, fault: null, isBillable: false);

        message.Refund().ShouldBeTrue();
        message.Refund().ShouldBeFalse();
        message.Charge.ShouldBe(MessageCharge.Returned);
    }

    [Theory]
    [InlineData("Sent:true Failed", MessageCharge.Returned)]
    [InlineData("Sent:true Delivered:true", MessageCharge.Settled)]
    [InlineData("Sent:true Delivered", MessageCharge.Settled)]
    [InlineData("Failed Delivered:true", MessageCharge.Settled)]
    [InlineData("Sent Failed Delivered", MessageCharge.Reserved)]
    [InlineData("Sent:true Failed Read", MessageCharge.Settled)]
    [InlineData("Sent:false Failed Delivered", MessageCharge.Returned)]
    [InlineData("Sent:true", MessageCharge.Reserved)]
    public void Every_order_of_the_same_news_costs_the_same(string told, MessageCharge last)
    {
        foreach (var order in Orders([.. told.Split(' ')]))
        {
            var message = Sending();
            message.Pay(0.5m);
            var paid = 1;
            foreach (var news in order)
            {
                var parts = news.Split(':');
                var step = Enum.Parse<MessageStep>(parts[0]);
                message.Tell(
                    step,
                    Now,
                    "wamid.1",
                    attempt: 1,
                    fault: null,
                    parts.Length > 1 ? bool.Parse(parts[1]) : null
                );
                paid -= message.Refund() ? 1 : 0;
                if (message.IsOwedAgain)
                {
                    message.Pay(0.5m);
                    paid++;
                }

                message.Settle();
            }

            message.Charge.ShouldBe(last, string.Join(' ', order));
            paid.ShouldBe(last is MessageCharge.Returned ? 0 : 1, string.Join(' ', order));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_told_of_a_replaced_attempt_moves_no_money(bool isBillable)
    {
        var message = Sending();
        message.Pay(0.5m);
        message.Lose(new("outcome_unknown"));
        message.Retry(isConfirmed: true, Now);

        message.Tell(MessageStep.Sent, Now, "wamid.1", attempt: 1, fault: null, isBillable);
        message.Settle();
        message.Refund().ShouldBeFalse();
        message.Charge.ShouldBe(MessageCharge.Reserved);
        message.Begin(Now, Lease);
        message.Tell(MessageStep.Sent, Now, "wamid.1", attempt: 1, fault: null, isBillable);
        message.Settle();
        message.Refund().ShouldBeFalse();
        message.Refuse(new("provider_rejected"), Now);

        message.Refund().ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_that_comes_after_a_person_had_it_sent_again_takes_nothing_back()
    {
        var message = Sending();
        message.Lose(new("outcome_unknown"));
        message.Retry(isConfirmed: true, Now);

        message.Refuse(new("provider_rejected"), Now);

        message.Status.ShouldBe(MessageStatus.Pending);
        message.DueAt.ShouldBe(Now);
        message.Fault.ShouldBeNull();
    }

    [Fact]
    public void What_is_on_its_way_or_has_arrived_is_not_sent_again()
    {
        var message = Sending();
        Should
            .Throw<DomainException>(() => message.Retry(isConfirmed: true, Now))
            .Code.ShouldBe("message_not_retryable");
        message.Accept("wamid.1", Now);
        Should
            .Throw<DomainException>(() => message.Retry(isConfirmed: true, Now))
            .Code.ShouldBe("message_not_retryable");
    }

    [Fact]
    public void Only_a_pause_that_the_platform_asked_for_makes_the_next_one_longer()
    {
        var message = Sending();
        message.Postpone(new("rate_limited_by_provider"), Now);
        message.Begin(Now, Lease);
        message.Postpone(new("rate_limited_by_provider", Reason: null, "131056"), Now);

        message.Postponements.ShouldBe(1);
    }

    private static Message Sending()
    {
        var conversation = Conversation.Begin(TenantId.New(), Guid.CreateVersion7(), "+905550000001", null, Now);
        var message = Message.Compose(conversation, new(MessageContent.TextType, "Merhaba"), authorId: null, Now);
        message.Begin(Now, Lease);

        return message;
    }

    private static void Tell(Message message, MessageStep step) =>
        message.Tell(step, Now, "wamid.1", attempt: 1, step is MessageStep.Failed ? new("provider_rejected") : null);

    private static IEnumerable<List<T>> Orders<T>(List<T> steps) =>
        steps.Count <= 1
            ? [steps]
            : steps.SelectMany(
                (first, index) =>
                    Orders([.. steps.Where((_, other) => other != index)]).Select(rest => rest.Prepend(first).ToList())
            );
}
