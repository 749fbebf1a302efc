using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>Who did what to which resource, when and from where. Never changed after it was written.</summary>
public sealed class AuditEvent : ITenantOwned
{
    private AuditEvent() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary><c>person</c>, <c>api_token</c> or <c>system</c>.</summary>
    public string ActorKind { get; private set; } = null!;
    public Guid? ActorId { get; private set; }
    public string? Address { get; private set; }
    public string Action { get; private set; } = null!;
    public string ResourceType { get; private set; } = null!;
    public Guid? ResourceId { get; private set; }

    /// <summary>A JSON object of the members that changed; never a secret.</summary>
    public string? Before { get; private set; }
    public string? After { get; private set; }

    /// <summary>The person whom <see cref="Personal"/> is about.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>A JSON object under the subject's own key.</summary>
    public SealedSecret? Personal { get; private set; }

    /// <summary>The place in the tenant's chain; null until the sealer has come by, within five seconds.</summary>
    public long? Seq { get; private set; }

    public static AuditEvent Create(
        TenantId tenantId,
        (string Kind, Guid? Id, string? Address) actor,
        string action,
        (string Type, Guid? Id) resource,
        (string? Before, string? After) change,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            OccurredAt = now,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            Address = actor.Address,
            Action = action,
            ResourceType = resource.Type,
            ResourceId = resource.Id,
            Before = change.Before,
            After = change.After,
        };

    /// <summary>Before it is saved.</summary>
    public void Tell(Guid subjectId, SealedSecret? personal)
    {
        SubjectId = subjectId;
        Personal = personal;
    }
}
