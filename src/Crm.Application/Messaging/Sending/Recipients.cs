using System.Text.RegularExpressions;
using Crm.Application.Common.Phones;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using FluentValidation;

namespace Crm.Application.Messaging.Sending;

/// <summary>Whom a message is for.</summary>
internal sealed partial class Recipients(
    ContactBook book,
    IContactLocks locks,
    ILocalPhones phones,
    ILeadContacts leads
)
{
    /// <exception cref="ValidationException">It is neither a phone number nor a platform's id of a person.</exception>
    public async Task<Contact> ReadAsync(Guid accountId, string to, CancellationToken cancellationToken)
    {
        var typed = to.Trim();
        if (UserId().IsMatch(typed))
        {
            return new(accountId, Phone: null, typed);
        }

        return await phones.ReadAsync(typed, cancellationToken) is { } phone
            ? new(accountId, phone.Value, UserId: null)
            : throw new ValidationException([new("to", "message_recipient") { ErrorCode = "message_recipient" }]);
    }

    public Task<Conversation?> FindAsync(Contact contact, CancellationToken cancellationToken) =>
        book.FindAsync(contact, cancellationToken);

    public async Task<Guid?> FindLeadAsync(Conversation? known, Contact contact, CancellationToken cancellationToken) =>
        known?.LeadId
        ?? (
            contact.Phone is { } e164 && PhoneNumber.FromE164(e164) is { } phone
                ? await leads.FindAsync(phone, cancellationToken)
                : null
        );

    /// <summary>
    /// A conversation belongs to a lead, also one that we begin. Leads are committed apart: one is added once the message is stored, so
    /// that a message which was refused leaves none. Should that fail, the next message either way brings it.
    /// </summary>
    public async Task<Guid?> AddLeadAsync(MessagingAccount account, Contact contact) =>
        contact.Phone is { } e164 && PhoneNumber.FromE164(e164) is { } phone
            ? await leads.AddAsync(phone, account.Platform, account.Id, account.OnlyVenue, CancellationToken.None)
            : null;

    /// <summary>In the running transaction.</summary>
    public async Task<Conversation> OpenAsync(Contact contact, Guid? leadId, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(contact, cancellationToken);
        var conversation = await book.FindOrBeginAsync(contact, cancellationToken);
        conversation.BindTo(leadId);

        return conversation;
    }

    [GeneratedRegex(
        @"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex UserId();
}
