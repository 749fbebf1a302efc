using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>One message that a person wrote: their lead, their conversation, and what the word may mean.</summary>
internal sealed class IncomingMessages(
    IMessagingDb db,
    ContactBook book,
    IContactLocks locks,
    ILeadContacts leads,
    OptOuts optOuts,
    TimeProvider time
)
{
    private const string System = "system";

    public async Task TakeAsync(MessagesReceived happened, ReceivedMessage message, CancellationToken cancellationToken)
    {
        var contact = new Contact(happened.AccountId, message.Phone, message.UserId);
        if (message is { Phone: null, UserId: null } || await IsThereAsync(happened, message, cancellationToken))
        {
            return;
        }

        await using var held = await locks.HoldAsync(contact, cancellationToken);
        if (await FindLeadAsync(happened, message, contact, cancellationToken) is not { } leadId)
        {
            // An erased person had sent it.
            return;
        }

        await db.InTurnAsync(
            async () =>
            {
                if (!await IsThereAsync(happened, message, cancellationToken))
                {
                    await StoreAsync(happened, message, contact, leadId, cancellationToken);
                }
            },
            cancellationToken
        );
    }

    private Task<bool> IsThereAsync(
        MessagesReceived happened,
        ReceivedMessage message,
        CancellationToken cancellationToken
    ) =>
        db.Messages.AnyAsync(
            row => row.AccountId == happened.AccountId && row.ExternalId == message.Id,
            cancellationToken
        );

    private async Task<Guid?> FindLeadAsync(
        MessagesReceived happened,
        ReceivedMessage message,
        Contact contact,
        CancellationToken cancellationToken
    )
    {
        var conversation = await book.FindAsync(contact, cancellationToken);
        var known = conversation?.LeadId;
        var cameFromAd = message is { Referral: not null, Phone: not null };
        db.Forget();
        if (
            conversation is { Phone: null, LeadId: { } leadId }
            && PhoneNumber.FromE164(message.Phone ?? "") is { } phone
        )
        {
            await leads.CompleteAsync(leadId, phone, happened.Platform, cancellationToken);
        }

        if (known is { } knownId)
        {
            await leads.ReturnAsync(knownId, cancellationToken);
        }

        return known is null || cameFromAd
            ? await leads.CaptureAsync(
                new(
                    happened.Platform,
                    happened.AccountId,
                    OnlyVenue(happened),
                    message.Id,
                    message.Phone,
                    message.Name ?? message.Username ?? message.UserId,
                    message.Text,
                    TimeOf(happened, message),
                    happened.ReceivedAt,
                    message.Referral?.AdId,
                    message.Referral?.Headline,
                    message.Referral?.Url,
                    message.Referral?.ClickId
                ),
                cancellationToken
            )
            : known;
    }

    private async Task StoreAsync(
        MessagesReceived happened,
        ReceivedMessage message,
        Contact contact,
        Guid leadId,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var at = TimeOf(happened, message);
        var conversation = await book.FindOrBeginAsync(contact, cancellationToken);
        conversation.Learn(
            await PhoneAsync(contact, message, cancellationToken),
            message.UserId,
            message.Name,
            message.Username
        );
        conversation.BindTo(leadId);
        db.Messages.Add(
            Message.Receive(
                conversation,
                message.Id,
                new(
                    message.Type,
                    message.Text,
                    Media: message.Media is { } media ? new(media.Id, media.Type, media.FileName) : null,
                    Details: message.Details,
                    ReplyTo: message.ReplyTo
                ),
                at,
                OnlyVenue(happened),
                now
            )
        );
        if (message.Type is System)
        {
            // The platform's word, not the person's.
            conversation.NoteMessage(now);
        }
        else
        {
            conversation.NoteInbound(at, now);
            await optOuts.HearAsync(conversation, message, happened.Platform, at, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The number that the person changed to, unless somebody else is known by it.</summary>
    private async Task<string?> PhoneAsync(
        Contact contact,
        ReceivedMessage message,
        CancellationToken cancellationToken
    ) =>
        message.NewPhone is { } changed
        && !await db.Conversations.AnyAsync(
            row => row.AccountId == contact.AccountId && row.Phone == changed,
            cancellationToken
        )
            ? changed
            : message.Phone;

    private static DateTimeOffset TimeOf(MessagesReceived happened, ReceivedMessage message) =>
        message.SentAt > DateTimeOffset.UnixEpoch ? message.SentAt : happened.ReceivedAt;

    private static Guid? OnlyVenue(MessagesReceived happened) => happened.VenueIds is [var only] ? only : null;
}
