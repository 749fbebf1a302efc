using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>
/// A word that takes the consent back ends every message to the person, those that wait too, and stands in the consent ledger with
/// its language and time; one that gives it again lifts that. The use case saves.
/// </summary>
internal sealed class OptOuts(IMessagingDb db, IConsentLedger consents, MessageCharges charges, TimeProvider time)
{
    public async Task HearAsync(
        Conversation conversation,
        ReceivedMessage message,
        string channel,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        if (Meaning(message) is not { } word)
        {
            return;
        }

        var text = message.Text ?? message.Payload!;
        if (word.IsOptIn)
        {
            await OptInAsync(conversation, at, cancellationToken);
        }
        else
        {
            conversation.OptOut(text, at);
            // A word may arrive late, and the person may have agreed again since.
            await FollowLedgerAsync(conversation, channel, cancellationToken);
        }

        await RecordAsync(
            conversation,
            new(channel, word.IsOptIn, text, word.Language, at, channel),
            cancellationToken
        );
        if (conversation.IsOptedOut)
        {
            await CancelWaitingAsync(conversation, cancellationToken);
        }
    }

    /// <summary>The platform refuses marketing because the person told it so.</summary>
    public async Task HearPlatformAsync(
        Message message,
        string channel,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var conversation = await db.Conversations.SingleAsync(
            row => row.Id == message.ConversationId,
            cancellationToken
        );
        await RecordAsync(
            conversation,
            new(channel, IsGranted: false, message.Fault?.Reason, Language: null, at, channel),
            cancellationToken
        );
    }

    /// <summary>A consent that is the newest of the ledger holds from its own time on.</summary>
    public async Task FollowLedgerAsync(Conversation conversation, string channel, CancellationToken cancellationToken)
    {
        if (
            await consents.FindAsync(conversation.LeadId, conversation.Phones, channel, cancellationToken) is
            { IsGranted: true } standing
        )
        {
            conversation.OptIn(standing.At);
        }
    }

    /// <summary>The consent is the person's, whichever of the company's accounts it was told.</summary>
    private async Task OptInAsync(Conversation conversation, DateTimeOffset at, CancellationToken cancellationToken)
    {
        conversation.OptIn(at);
        var others = await db.EndedWith(conversation.LeadId, conversation.Phones).ToListAsync(cancellationToken);
        foreach (var other in others)
        {
            other.OptIn(at);
        }
    }

    private static OptWord? Meaning(ReceivedMessage message) =>
        message.Type switch
        {
            "text" => OptWord.Find(message.Text),
            "button" or "interactive" => OptWord.FindPressed(message.Text, message.Payload),
            _ => null,
        };

    private async Task RecordAsync(Conversation conversation, TakenConsent consent, CancellationToken cancellationToken)
    {
        if (conversation.LeadId is { } leadId)
        {
            await consents.RecordAsync(leadId, consent, cancellationToken);
        }
    }

    private async Task CancelWaitingAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var waiting = await db
            .Messages.Where(row => row.ConversationId == conversation.Id && row.Status == MessageStatus.Pending)
            .ToListAsync(cancellationToken);
        foreach (var message in waiting.Where(message => message.Cancel(MessageFaults.ByPerson)))
        {
            message.Announce(MessageStatus.Pending, time.GetUtcNow());
            await charges.ReturnAsync(message, cancellationToken);
        }
    }
}
