using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Audit;

internal sealed class AuditTrail(CrmDbContext context, ITenantContext tenant, ICaller caller, TimeProvider time)
    : IAuditTrail
{
    public ValueTask RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        context.Add(
            AuditEvent.Create(
                tenant.TenantId,
                (EnumText<ActorKind>.Format(actor.Kind), actor.Id, actor.Address),
                entry.Action,
                (entry.ResourceType, entry.ResourceId),
                (Write(entry.Before), Write(entry.After)),
                time.GetUtcNow()
            )
        );

        return ValueTask.CompletedTask;
    }

    private static string? Write(IReadOnlyDictionary<string, object?>? members) =>
        members is null ? null : JsonSerializer.Serialize(members, JsonText.Options);
}
