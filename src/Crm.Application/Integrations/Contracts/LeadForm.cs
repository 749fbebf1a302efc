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
);

public sealed record NamedId(string Id, string? Name);

public sealed record FormAnswer(string Question, string? Value);

/// <summary>Announced by the inbox, in the tenant's own scope, for every lead form that arrived; may come more than once.</summary>
public sealed record LeadFormReceived(TenantId TenantId, Guid AccountId, LeadForm Form, DateTimeOffset ReceivedAt);
