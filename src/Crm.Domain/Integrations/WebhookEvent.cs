using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>A provider's delivery, or this tenant's part of one. Arrival, splitting and leasing happen in the inbox's stores.</summary>
public sealed class WebhookEvent : ITenantOwned
{
    public const string Pending = "pending";
    public const string Processed = "processed";
    public const string Parked = "parked";
    public const string Quarantined = "quarantined";

    public const string BodyField = "webhook_body";
    public const string PartField = "webhook_part";

    private WebhookEvent() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Provider { get; private set; } = null!;
    public Guid? AccountId { get; private set; }
    public string Status { get; private set; } = null!;
    public string? Reason { get; private set; }
    public byte[] DedupeKey { get; private set; } = null!;
    public SealedSecret? SealedBody { get; private set; }
    public int BodySize { get; private set; }

    /// <summary>Cut by us out of a verified delivery; its seal, which only we can make, is what verifies it.</summary>
    public bool IsPart { get; private set; }
    public string? Signature { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public DateTimeOffset? ProcessedAt { get; private set; }

    /// <summary>What the body is sealed under.</summary>
    public SecretName BodyName => new(TenantId, Id, IsPart ? PartField : BodyField);

    /// <summary>In the same save as its effect: the effect then happens once.</summary>
    public void Complete(DateTimeOffset now)
    {
        Status = Processed;
        DueAt = null;
        ProcessedAt = now;
    }

    public void RequireReplayable()
    {
        if (Status is not (Parked or Quarantined) || SealedBody is null)
        {
            throw new DomainException("webhook_event_not_replayable");
        }
    }

    /// <summary>Lets the workers take it again, after it was verified again.</summary>
    /// <param name="dedupeKey">As a verified delivery it must not be there twice.</param>
    public void Replay(byte[] dedupeKey, DateTimeOffset now)
    {
        RequireReplayable();
        Status = Pending;
        Reason = null;
        DedupeKey = dedupeKey;
        Attempts = 0;
        DueAt = now;
    }
}
