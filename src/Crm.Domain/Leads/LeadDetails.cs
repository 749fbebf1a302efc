using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>What somebody told about a person: becomes a new lead or completes one that is already there.</summary>
/// <param name="PhoneRaw">The phone as typed, also when it could not be read.</param>
/// <param name="CustomFields">A JSON object.</param>
public sealed record LeadDetails(
    string? FullName,
    EmailAddress? Email,
    PhoneNumber? Phone,
    string? PhoneRaw,
    Touch Touch,
    string Status = LeadStatus.New,
    Guid? OwnerId = null,
    Guid? VenueId = null,
    IReadOnlyList<string>? Tags = null,
    string? CustomFields = null
);
