using Crm.Application.Common;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>A consent lifts what a word had ended, in every conversation with the person, where it is the newest of the ledger.</summary>
internal sealed class FollowConsent(IMessagingDb db, MessagingAccounts accounts, OptOuts optOuts)
    : IEventHandler<ConsentRecorded>
{
    public async Task HandleAsync(ConsentRecorded happened, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> phones = happened.Phone is { } phone ? [phone] : [];
        var ended = db.EndedWith(happened.LeadId, phones);
        if (!accounts.AreOf(happened.Channel) || !await ended.AnyAsync(cancellationToken))
        {
            return;
        }

        await db.InTurnAsync(
            async () =>
            {
                foreach (var conversation in await ended.ToListAsync(cancellationToken))
                {
                    await optOuts.FollowLedgerAsync(conversation, happened.Channel, cancellationToken);
                }

                await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken
        );
    }
}

internal static class EndedConversations
{
    /// <summary>With a person, at whichever account, where a word has ended one.</summary>
    public static IQueryable<Conversation> EndedWith(
        this IMessagingDb db,
        Guid? leadId,
        IReadOnlyList<string> phones
    ) =>
        db
            .Conversations.IgnoreQueryFilters([VenueScope.Filter])
            .Where(row =>
                row.OptedOutAt != null
                && (
                    (leadId != null && row.LeadId == leadId)
                    || (row.Phone != null && phones.Contains(row.Phone))
                    || (row.PlatformPhone != null && phones.Contains(row.PlatformPhone))
                )
            );
}
