using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Sending;

/// <summary>The last thing before a message's call.</summary>
internal sealed class MessageIntent(IMessagingDb db, ITenantFacts tenant, TimeProvider time)
{
    /// <summary>Who still waits then gets an answer: what was meant for today is not sent tomorrow.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Longer than any call may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Why its time is over, before anything else is asked.</summary>
    public async Task<MessageFault?> FindEndAsync(Message message, CancellationToken cancellationToken) =>
        message.IsExpiredAt(time.GetUtcNow(), Patience) ? new("message_expired")
        : await tenant.HasActiveSubscriptionAsync(cancellationToken) ? null
        : new("subscription_inactive");

    /// <returns>False: somebody else has changed it meanwhile.</returns>
    public async Task<bool> BeginAsync(MessagingAccount account, Message message, CancellationToken cancellationToken)
    {
        // Whoever is stopped here has sent nothing; once the intent is stored, the call follows.
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        db.MessageAttempts.Add(message.Begin(now, Lease));
        var next = now + account.Sender.Rules.PausePerPerson;
        try
        {
            await db.TogetherAsync(
                async () =>
                {
                    await db.SaveChangesAsync(CancellationToken.None);
                    await db
                        .Conversations.Where(row => row.Id == message.ConversationId)
                        .ExecuteUpdateAsync(row => row.SetProperty(conversation => conversation.NextSendAt, next));
                },
                CancellationToken.None
            );

            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
