using System.Globalization;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>
/// What the platform tells of messages. Found by the platform's id or by our own reference, which comes back with it; what fits neither
/// yet is parked until the answer that names it is stored.
/// </summary>
internal sealed class ToldStatuses(IMessagingDb db, StatusEffects effects, TimeProvider time)
{
    public async Task TakeAsync(MessagesReceived happened, ToldStatus told, CancellationToken cancellationToken)
    {
        if (StepOf(told.Step) is not { } step)
        {
            return;
        }

        var fault = told.Fault is null ? null : MessageFaults.Of(told.Fault);
        var isParked = false;
        await db.InTurnAsync(
            async () =>
            {
                var (message, attempt) = await FindAsync(happened.AccountId, told, cancellationToken);
                isParked = message is null;
                if (message is null)
                {
                    await ParkAsync(happened, told, step, fault, cancellationToken);
                }
                else
                {
                    var what = new StatusNews(step, told.At, told.MessageId, attempt, told.IsBillable, fault);
                    await effects.ApplyAsync(message, what, happened.Platform, cancellationToken);
                }

                await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken
        );
        if (isParked)
        {
            // Its answer may have been stored after it was looked for and before it was parked.
            await effects.ApplyParkedAsync(happened.AccountId, told.MessageId, happened.Platform, cancellationToken);
        }
    }

    private async Task<(Message? Message, int? Attempt)> FindAsync(
        Guid accountId,
        ToldStatus told,
        CancellationToken cancellationToken
    )
    {
        var named = await db.Messages.SingleOrDefaultAsync(
            row =>
                row.AccountId == accountId
                && row.ExternalId == told.MessageId
                && row.Direction == MessageDirection.Outbound,
            cancellationToken
        );
        if (named is not null || Read(told.Reference) is not var (id, attempt))
        {
            return (named, null);
        }

        return (
            await db.Messages.SingleOrDefaultAsync(
                row => row.AccountId == accountId && row.Id == id && row.Direction == MessageDirection.Outbound,
                cancellationToken
            ),
            attempt
        );
    }

    private async Task ParkAsync(
        MessagesReceived happened,
        ToldStatus told,
        MessageStep step,
        MessageFault? fault,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var isThere = await db.EarlyStatuses.AnyAsync(
            row => row.AccountId == happened.AccountId && row.ExternalId == told.MessageId && row.Step == step,
            cancellationToken
        );
        if (!isThere)
        {
            db.EarlyStatuses.Add(
                EarlyStatus.Park(
                    happened.TenantId,
                    happened.AccountId,
                    told.MessageId,
                    step,
                    told.At,
                    told.IsBillable,
                    fault,
                    now
                )
            );
        }
    }

    /// <summary>As <see cref="Message.Reference"/> writes it.</summary>
    private static (Guid Id, int Attempt)? Read(string? reference) =>
        reference?.Split(':') is [var id, var attempt]
        && Guid.TryParseExact(id, "N", out var messageId)
        && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (messageId, number)
            : null;

    private static MessageStep? StepOf(string step) =>
        step switch
        {
            "sent" => MessageStep.Sent,
            "delivered" => MessageStep.Delivered,
            "read" => MessageStep.Read,
            "failed" => MessageStep.Failed,
            _ => null,
        };
}
