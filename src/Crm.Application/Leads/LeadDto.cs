using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Leads.Consents;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <param name="PhoneRaw">As it was typed.</param>
/// <param name="CustomFields">A JSON object.</param>
/// <param name="Merged">Only in the answer to a creation: the person was there already.</param>
public sealed record LeadDto(
    Guid Id,
    string? FullName,
    string? Email,
    string? Phone,
    string? PhoneRaw,
    string Status,
    string Source,
    Guid? OwnerId,
    Guid? VenueId,
    IReadOnlyList<string> Tags,
    JsonText<IReadOnlyDictionary<string, object>>? CustomFields,
    JsonText<Touch>? FirstTouch,
    JsonText<Touch>? LastTouch,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Merged = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<SubmissionDto>? Submissions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ConsentDto>? Consents = null
)
{
    internal static LeadDto From(Lead lead) =>
        new(
            lead.Id,
            lead.FullName,
            lead.Email,
            lead.Phone,
            lead.PhoneRaw,
            lead.Status,
            lead.Source,
            lead.OwnerId,
            lead.VenueId,
            lead.Tags,
            lead.CustomFields is null ? null : new(lead.CustomFields),
            JsonText.Of(lead.FirstTouch),
            JsonText.Of(lead.LastTouch),
            lead.CreatedAt,
            lead.UpdatedAt
        );
}
