using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Audit;

internal sealed class AuditTrail(
    CrmDbContext context,
    ITenantContext tenant,
    ICaller caller,
    IOrigin origin,
    AuditKeys keys,
    TimeProvider time
) : IAuditTrail
{
    /// <summary>As the API writes them, names of enums included: the trail is read by people.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonText.Options)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public async ValueTask RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var actor = entry.By ?? caller.Actor;
        var audited = AuditEvent.Create(
            tenant.TenantId,
            (EnumText<ActorKind>.Format(actor.Kind), actor.Id, AddressOf(actor)),
            entry.Action,
            (entry.ResourceType, entry.ResourceId),
            (Write(entry.Before), Write(entry.After)),
            time.GetUtcNow()
        );
        if (entry.Personal is { Count: > 0 } personal)
        {
            var subject =
                entry.SubjectId
                ?? throw new InvalidOperationException("Personal values are about somebody: name them.");
            audited.Tell(subject, await keys.SealAsync(subject, audited.Id, Write(personal)!, cancellationToken));
        }
        else if (entry.SubjectId is { } subject)
        {
            audited.Tell(subject, personal: null);
        }

        context.Add(audited);
    }

    // What the system does by itself may run inside somebody's request, and is not theirs.
    private string? AddressOf(Actor actor) => actor.Kind is ActorKind.System ? null : actor.Address ?? origin.Address;

    private static string? Write<TValue>(IReadOnlyDictionary<string, TValue>? members) =>
        members is null ? null : JsonSerializer.Serialize(members, Json);
}
