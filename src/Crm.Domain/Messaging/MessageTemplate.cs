using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>A template in one language, as the platform had it when it was last asked or told of it.</summary>
public sealed class MessageTemplate : ITenantOwned
{
    public const string Approved = "approved";
    public const string Paused = "paused";
    public const string Marketing = "marketing";
    public const string Utility = "utility";
    public const string Authentication = "authentication";

    /// <summary>What ends an approval. Other words, such as a warning, do not.</summary>
    private static readonly string[] Ends =
    [
        Paused,
        "disabled",
        "rejected",
        "pending_deletion",
        "deleted",
        "limit_exceeded",
    ];

    private MessageTemplate() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Name { get; private set; } = null!;
    public string Language { get; private set; } = null!;

    /// <summary>marketing, utility or authentication.</summary>
    public string Category { get; private set; } = null!;
    public string Status { get; private set; } = null!;

    /// <summary>Why it was not approved, in the platform's words.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>Of its body.</summary>
    public string? Text { get; private set; }
    public IReadOnlyList<TemplateSlot> Slots { get; private set; } = [];
    public DateTimeOffset SyncedAt { get; private set; }

    public bool IsApproved => Status is Approved;

    public static MessageTemplate Create(
        TenantId tenantId,
        Guid accountId,
        string name,
        string language,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Name = name,
            Language = language,
        };

    public void Describe(
        string category,
        string status,
        string? text,
        IReadOnlyList<TemplateSlot> slots,
        DateTimeOffset now
    )
    {
        if (Status != status)
        {
            StatusReason = null;
        }

        // What is of a kind that nobody knows needs the most: a consent, and its price.
        Category = category is Utility or Authentication ? category : Marketing;
        (Status, Text, Slots, SyncedAt) = (status, text, slots, now);
    }

    public void JudgeAnew(string status, string? reason)
    {
        if (!IsApproved || Ends.Contains(status, StringComparer.Ordinal))
        {
            (Status, StatusReason) = (status, reason);
        }
    }
}

/// <summary>When an account's templates were last asked for, and when they were last read as a whole.</summary>
public sealed class TemplateSync : ITenantOwned
{
    private TemplateSync() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public DateTimeOffset TriedAt { get; private set; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? SyncedAt { get; private set; }

    public static TemplateSync Create(TenantId tenantId, Guid accountId) =>
        new() { TenantId = tenantId, AccountId = accountId };

    public void RecordTry(DateTimeOffset now) => TriedAt = now;

    public void RecordSync(DateTimeOffset now) => (TriedAt, SyncedAt) = (now, now);

    /// <summary>There is more than was read: asked for as soon as somebody wants it.</summary>
    public void Forget() => (TriedAt, SyncedAt) = (DateTimeOffset.UnixEpoch, null);
}
