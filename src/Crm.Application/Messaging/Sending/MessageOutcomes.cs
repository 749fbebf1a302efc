using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Contracts;
using Crm.Application.Messaging.Receiving;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Sending;

/// <summary>
/// What came of a message's attempt, stored over whatever was told of it meanwhile. What asks to wait goes on by itself; what was lost
/// never does.
/// </summary>
internal sealed class MessageOutcomes(
    IMessagingDb db,
    MessageCharges charges,
    StatusEffects statuses,
    OptOuts optOuts,
    ILeadContacts leads,
    TimeProvider time
)
{
    private const int MostStoreTries = 60;

    private static readonly TimeSpan StoreAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Where nobody says how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);

    /// <summary>Through an outage of the database for as long as nobody else takes the message: what the platform said is known here alone.</summary>
    public async Task StoreAsync(MessagingAccount account, Guid messageId, int attempt, CallEnd end)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await StoreOnceAsync(account, messageId, attempt, end);
                return;
            }
            catch (Exception) when (tries < MostStoreTries)
            {
                await Task.Delay(StoreAgainAfter);
            }
        }
    }

    private async Task StoreOnceAsync(MessagingAccount account, Guid messageId, int attempt, CallEnd end)
    {
        await ChangeAsync(messageId, attempt, change => ApplyAsync(account, change, end), CancellationToken.None);
        if (end is CallEnd.Answered { Answer: MessageAnswer.Accepted accepted })
        {
            await statuses.ApplyParkedAsync(account.Id, accepted.ExternalId, account.Platform, CancellationToken.None);
        }
    }

    public Task LoseAsync(Guid messageId, int attempt, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            messageId,
            attempt,
            change =>
            {
                var fault = new MessageFault("outcome_unknown", reason);
                change.Message.Lose(fault);
                change.Attempt.End(AttemptOutcome.Lost, fault, requestId: null, time.GetUtcNow());

                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <summary>Before anything was called.</summary>
    public Task CancelAsync(Guid messageId, MessageFault fault, CancellationToken cancellationToken) =>
        EndAsync(messageId, message => message.Cancel(fault), cancellationToken);

    /// <summary>As <see cref="CancelAsync"/>, for what its time or the subscription has ended.</summary>
    public Task ExpireAsync(Guid messageId, MessageFault fault, CancellationToken cancellationToken) =>
        EndAsync(messageId, message => message.Expire(fault, time.GetUtcNow()), cancellationToken);

    private Task EndAsync(Guid messageId, Func<Message, bool> end, CancellationToken cancellationToken) =>
        db.InTurnAsync(
            async () =>
            {
                var message = await db.Messages.SingleOrDefaultAsync(row => row.Id == messageId, cancellationToken);
                var had = message?.Status;
                if (message is not null && end(message))
                {
                    message.Announce(had!.Value, time.GetUtcNow());
                    await charges.ReturnAsync(message, cancellationToken);
                    await db.SaveChangesAsync(cancellationToken);
                }
            },
            cancellationToken
        );

    private Task ChangeAsync(
        Guid messageId,
        int number,
        Func<Change, Task> apply,
        CancellationToken cancellationToken
    ) =>
        db.InTurnAsync(
            async () =>
            {
                var message = await db.Messages.SingleOrDefaultAsync(row => row.Id == messageId, cancellationToken);
                var attempt = await db.MessageAttempts.SingleOrDefaultAsync(
                    row => row.MessageId == messageId && row.Number == number,
                    cancellationToken
                );
                // Erased, or a person has had it sent again meanwhile.
                if (message is not null && attempt is not null && message.Attempts == number)
                {
                    var had = message.Status;
                    await apply(new(message, attempt));
                    message.Announce(had, time.GetUtcNow());
                    await db.SaveChangesAsync(cancellationToken);
                }
            },
            cancellationToken
        );

    private Task ApplyAsync(MessagingAccount account, Change change, CallEnd end) =>
        end switch
        {
            CallEnd.Answered { Answer: MessageAnswer.Accepted accepted } => AcceptAsync(change, accepted),
            CallEnd.Answered { Answer: MessageAnswer.Refused refused } => RefuseAsync(
                account,
                change,
                MessageFaults.Of(refused),
                refused.RequestId
            ),
            CallEnd.Answered { Answer: MessageAnswer.Postponed postponed } => PostponeAsync(
                account,
                change,
                new("rate_limited_by_provider", Reason: null, postponed.ProviderCode),
                postponed.For,
                postponed.RequestId
            ),
            CallEnd.Failed { Trouble.MayHaveHappened: true } lost => LoseAsync(change, lost.Trouble),
            CallEnd.Failed { Trouble.Code: "rate_limited_by_provider" or "provider_unavailable" } waits =>
                PostponeAsync(
                    account,
                    change,
                    MessageFaults.Of(waits.Trouble),
                    waits.Trouble.RetryAfter ?? UsualWait,
                    waits.Trouble.RequestId
                ),
            CallEnd.Failed failed => RefuseAsync(
                account,
                change,
                MessageFaults.Of(failed.Trouble),
                failed.Trouble.RequestId
            ),
            _ => throw new NotSupportedException(end.GetType().Name),
        };

    private async Task AcceptAsync(Change change, MessageAnswer.Accepted accepted)
    {
        var now = time.GetUtcNow();
        change.Message.Accept(accepted.ExternalId, now);
        change.Attempt.End(AttemptOutcome.Accepted, fault: null, accepted.RequestId, now);
        var conversation =
            await db.Conversations.SingleOrDefaultAsync(row => row.Id == change.Message.ConversationId)
            // It became a part of another one since the message was read.
            ?? throw new DbUpdateConcurrencyException();
        if (conversation.LeadId is { } leadId)
        {
            await leads.ContactedAsync(leadId, now, CancellationToken.None);
        }

        conversation.LearnPlatformPhone(accepted.Phone);
        if (
            conversation.UserId is null
            && accepted.UserId is { } userId
            && !await db.Conversations.AnyAsync(row => row.AccountId == conversation.AccountId && row.UserId == userId)
        )
        {
            conversation.Learn(phone: null, userId, name: null, username: null);
        }
    }

    private async Task RefuseAsync(MessagingAccount account, Change change, MessageFault fault, string? requestId)
    {
        var now = time.GetUtcNow();
        change.Message.Refuse(fault, now);
        change.Attempt.End(AttemptOutcome.Refused, fault, requestId, now);
        if (change.Message.Status is not MessageStatus.Failed)
        {
            return;
        }

        await charges.ReturnAsync(change.Message, CancellationToken.None);
        if (fault.Code is MessageFaults.OptedOut)
        {
            await optOuts.HearPlatformAsync(change.Message, account.Platform, now, CancellationToken.None);
        }

        if (fault.Code is "template_not_approved" && change.Message.Content.Template is { } sent)
        {
            var template = await db.MessageTemplates.SingleOrDefaultAsync(row =>
                row.AccountId == account.Id && row.Name == sent.Name && row.Language == sent.Language
            );
            template?.JudgeAnew(MessageTemplate.Paused, fault.Reason);
        }
    }

    private Task PostponeAsync(
        MessagingAccount account,
        Change change,
        MessageFault fault,
        TimeSpan wait,
        string? requestId
    )
    {
        var now = time.GetUtcNow();
        if (change.Message.IsExpiredAt(now, MessageIntent.Patience))
        {
            return RefuseAsync(account, change, fault, requestId);
        }

        change.Message.Postpone(fault, now + (wait > ShortestWait ? wait : ShortestWait));
        change.Attempt.End(AttemptOutcome.Postponed, fault, requestId, now);

        return Task.CompletedTask;
    }

    private Task LoseAsync(Change change, ProviderException trouble)
    {
        var fault = MessageFaults.Lost(trouble);
        change.Message.Lose(fault);
        change.Attempt.End(AttemptOutcome.Lost, fault, trouble.RequestId, time.GetUtcNow());

        return Task.CompletedTask;
    }

    private sealed record Change(Message Message, MessageAttempt Attempt);
}
