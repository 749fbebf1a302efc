using Crm.Domain.Common;
using Crm.Domain.Integrations;

namespace Crm.Infrastructure.Inbox;

/// <param name="Attempts">This one included; also tells this lease from a later one.</param>
internal sealed record LeasedEvent(
    TenantId TenantId,
    Guid Id,
    string Provider,
    Guid? AccountId,
    byte[] DedupeKey,
    byte[] SealedBody,
    bool IsPart,
    string? Signature,
    DateTime ReceivedAt,
    int Attempts,
    DateTimeOffset LeasedUntil
)
{
    public SecretName BodyName => new(TenantId, Id, IsPart ? WebhookEvent.PartField : WebhookEvent.BodyField);
}

/// <summary>What became of a leased event.</summary>
/// <param name="IsReturned">The attempt does not count: nobody worked on it, or the provider said when to come back.</param>
internal sealed record Outcome(
    LeasedEvent Event,
    string Status,
    string? Reason,
    DateTime? DueAt,
    DateTime? ProcessedAt,
    bool IsReturned = false
)
{
    public static Outcome Returned(LeasedEvent untouched, DateTimeOffset now) =>
        new(untouched, WebhookEvent.Pending, Reason: null, now.UtcDateTime, ProcessedAt: null, IsReturned: true);

    public static Outcome Processed(LeasedEvent done, DateTimeOffset now) =>
        new(done, WebhookEvent.Processed, Reason: null, DueAt: null, now.UtcDateTime);

    public static Outcome Retry(LeasedEvent failed, string reason, DateTimeOffset dueAt) =>
        new(failed, WebhookEvent.Pending, reason, dueAt.UtcDateTime, ProcessedAt: null);

    public static Outcome PutOff(LeasedEvent early, string reason, DateTimeOffset dueAt) =>
        new(early, WebhookEvent.Pending, reason, dueAt.UtcDateTime, ProcessedAt: null, IsReturned: true);

    public static Outcome Parked(LeasedEvent failed, string reason) =>
        new(failed, WebhookEvent.Parked, reason, DueAt: null, ProcessedAt: null);
}
