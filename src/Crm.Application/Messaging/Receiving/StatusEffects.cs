using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>What follows from a status: the message's state, what it costs, and the ledger where the person wants no marketing.</summary>
internal sealed class StatusEffects(IMessagingDb db, MessageCharges charges, OptOuts optOuts, TimeProvider time)
{
    /// <summary>The use case saves.</summary>
    public async Task ApplyAsync(Message message, StatusNews news, string channel, CancellationToken cancellationToken)
    {
        var had = message.Status;
        message.Tell(news.Step, news.At, news.ExternalId, news.Attempt, news.Fault, news.IsBillable);
        message.Announce(had, time.GetUtcNow());
        await charges.FollowAsync(message, cancellationToken);
        if (
            message is { Status: MessageStatus.Failed, Fault.Code: MessageFaults.OptedOut }
            && had is not MessageStatus.Failed
        )
        {
            await optOuts.HearPlatformAsync(message, channel, news.At, cancellationToken);
        }
    }

    /// <summary>What was told of a message before it was known by this id.</summary>
    public Task ApplyParkedAsync(
        Guid accountId,
        string externalId,
        string channel,
        CancellationToken cancellationToken
    ) =>
        db.InTurnAsync(
            async () =>
            {
                var parked = await db
                    .EarlyStatuses.Where(row => row.AccountId == accountId && row.ExternalId == externalId)
                    .ToListAsync(cancellationToken);
                if (
                    parked.Count == 0
                    || await db.Messages.SingleOrDefaultAsync(
                        row => row.AccountId == accountId && row.ExternalId == externalId,
                        cancellationToken
                    )
                        is not { } message
                )
                {
                    return;
                }

                foreach (var told in parked)
                {
                    var news = new StatusNews(
                        told.Step,
                        told.At,
                        told.ExternalId,
                        Attempt: null,
                        told.IsBillable,
                        told.Fault
                    );
                    await ApplyAsync(message, news, channel, cancellationToken);
                }

                db.EarlyStatuses.RemoveRange(parked);
                await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken
        );
}

/// <param name="Attempt">Of which it is told; null: of the last.</param>
internal sealed record StatusNews(
    MessageStep Step,
    DateTimeOffset At,
    string ExternalId,
    int? Attempt,
    bool? IsBillable,
    MessageFault? Fault
);
