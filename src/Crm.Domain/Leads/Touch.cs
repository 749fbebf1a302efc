namespace Crm.Domain.Leads;

/// <summary>Where a person came from, once. Provider ids are text, exactly as the provider wrote them.</summary>
public sealed record Touch(
    DateTimeOffset At,
    string Source,
    Guid? AccountId = null,
    string? FormId = null,
    string? FormName = null,
    AdReference? Campaign = null,
    AdReference? AdGroup = null,
    AdReference? Ad = null,
    string? ClickId = null
);

public sealed record AdReference(string Id, string? Name);
