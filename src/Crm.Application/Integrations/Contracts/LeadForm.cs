using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>A filled-in lead form, in words of no particular provider. Ids are text, exactly as the provider wrote them.</summary>
/// <param name="DedupeKey">Names the entry at its provider: any number of deliveries is one submission.</param>
public sealed record LeadForm(
    string Source,
    string DedupeKey,
    string ExternalId,
    string? FormId,
    string? FormName,
    NamedId? Campaign,
    NamedId? AdGroup,
    NamedId? Ad,
    string? ClickId,
    string? FullName,
    string? Email,
    string? Phone,
    IReadOnlyList<FormAnswer> Answers,
    bool IsTest,
    DateTimeOffset? SubmittedAt
)
{
    /// <summary>Boxes that the form asks to tick beside its questions.</summary>
    public IReadOnlyList<FormConsent> Consents { get; init; } = [];
}

public sealed record NamedId(string Id, string? Name);

public sealed record FormAnswer(string Question, string? Value);

/// <param name="Key">The provider's name of the box.</param>
/// <param name="Text">What stood beside it, where the provider tells.</param>
public sealed record FormConsent(string Key, string? Text, bool IsGranted);

/// <summary>Announced by the inbox, in the tenant's own scope, for every lead form that arrived; may come more than once.</summary>
public sealed record LeadFormReceived(TenantId TenantId, Guid AccountId, LeadForm Form, DateTimeOffset ReceivedAt);
