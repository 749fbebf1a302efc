using Crm.Domain.Common;

namespace Crm.Application.Leads.Contracts;

/// <summary>The leads behind people that other modules write to, whoever's venue they are of.</summary>
public interface ILeadContacts
{
    /// <summary>The oldest lead with this phone.</summary>
    Task<Guid?> FindAsync(PhoneNumber phone, CancellationToken cancellationToken);

    /// <summary>Whoever makes contact becomes a lead, or completes the one who is there; once, however often it is told.</summary>
    /// <returns>Null: it is what an erased person had sent.</returns>
    Task<Guid?> CaptureAsync(LeadContact contact, CancellationToken cancellationToken);

    /// <summary>The person's phone became known; unless another lead has it, or this one has another.</summary>
    Task CompleteAsync(Guid leadId, PhoneNumber phone, string source, CancellationToken cancellationToken);

    /// <summary>The person writes again: a lead that was deleted is back.</summary>
    Task ReturnAsync(Guid leadId, CancellationToken cancellationToken);

    /// <summary>The company has written to the person; the first time is kept.</summary>
    Task ContactedAsync(Guid leadId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Somebody is written to whom nobody knew: a lead without a submission.</summary>
    Task<Guid?> AddAsync(
        PhoneNumber phone,
        string source,
        Guid accountId,
        Guid? venueId,
        CancellationToken cancellationToken
    );
}

/// <param name="Source">The platform.</param>
/// <param name="ExternalId">The platform's own id of what the person sent.</param>
/// <param name="Text">What the person wrote first.</param>
/// <param name="AdId">Of the advertisement that brought the person, with its headline, address and click.</param>
public sealed record LeadContact(
    string Source,
    Guid AccountId,
    Guid? VenueId,
    string ExternalId,
    string? Phone,
    string? Name,
    string? Text,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    string? AdId = null,
    string? AdHeadline = null,
    string? AdUrl = null,
    string? ClickId = null
)
{
    public override string ToString() => Source;
}
