using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <param name="Reason">Why, where the status alone does not say it, for example <c>interrupted_rotation</c>.</param>
public sealed record AccountStatusChanged(
    Guid AccountId,
    string Platform,
    string Status,
    string? Reason,
    DateTimeOffset OccurredAt
) : DomainEvent(OccurredAt)
{
    public override string Type => "account.status_changed";
}
