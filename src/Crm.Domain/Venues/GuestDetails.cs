using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>What a hotspot tells about a guest.</summary>
/// <param name="PhoneRaw">The phone as typed.</param>
/// <param name="CustomFields">A JSON object.</param>
public sealed record GuestDetails(
    string? FullName,
    EmailAddress? Email,
    PhoneNumber? Phone,
    string? PhoneRaw,
    MacAddress? Mac,
    string? Language,
    string? CustomFields
);
