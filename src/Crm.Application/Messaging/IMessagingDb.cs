using Crm.Application.Common.Saving;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging;

public interface IMessagingDb
{
    DbSet<Conversation> Conversations { get; }
    DbSet<Message> Messages { get; }
    DbSet<MessageAttempt> MessageAttempts { get; }
    DbSet<EarlyStatus> EarlyStatuses { get; }
    DbSet<MessageTemplate> MessageTemplates { get; }
    DbSet<TemplateSync> TemplateSyncs { get; }
    DbSet<MessagePrice> MessagePrices { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>All that the work stores, or nothing of it; within a transaction that is running already, as a part of that.</summary>
    Task TogetherAsync(Func<Task> work, CancellationToken cancellationToken);

    /// <summary>Drops every row that was read and every change that was not saved.</summary>
    void Forget();
}

internal static class MessagingTurns
{
    private const int Most = 8;

    /// <summary>
    /// For what arrives on its own: webhooks, answers, opt-outs. Whoever was overtaken by another begins anew with the rows as they are.
    /// </summary>
    public static async Task InTurnAsync(this IMessagingDb db, Func<Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.Forget();
            try
            {
                await db.TogetherAsync(work, cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (attempt < Most && exception.IsLostRace())
            {
                // Begun anew.
            }
        }
    }
}
