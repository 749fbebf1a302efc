using System.Text.Json;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Outbox;

/// <summary>A domain event as the event stream tells it.</summary>
internal sealed class StoredEvent : ITenantOwned
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private StoredEvent() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Type { get; private set; } = null!;
    public string Payload { get; private set; } = null!;
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Null: whoever is limited to venues does not hear of it.</summary>
    public Guid? VenueId { get; private set; }

    public static StoredEvent From(TenantId tenantId, DomainEvent happened) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(happened.OccurredAt),
            Type = happened.Type,
            Payload = JsonSerializer.Serialize(happened, happened.GetType(), Json),
            OccurredAt = happened.OccurredAt,
            VenueId = (happened as IVenueBound)?.VenueId,
        };
}
