using Crm.Domain.Common;
using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Persistence.Interceptors;

/// <summary>
/// Compares <c>If-Match</c> with the row that a request loads to change it. The row's concurrency token then holds the version
/// until it is saved, so nobody comes between.
/// </summary>
internal sealed class PreconditionInterceptor : IMaterializationInterceptor
{
    /// <summary>The one of the process: EF builds services and a model of their own for every other.</summary>
    public static readonly PreconditionInterceptor Instance = new();

    private PreconditionInterceptor() { }

    public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
    {
        if (
            VersionOf(entity) is { } version
            && materializationData
                is { QueryTrackingBehavior: QueryTrackingBehavior.TrackAll, Context: CrmDbContext context }
        )
        {
            // The row's own id is the last part of its key; the tenant's row has no other part.
            var key = materializationData.EntityType.FindPrimaryKey()!.Properties[^1];
            var id =
                key.ClrType == typeof(TenantId)
                    ? context.CurrentTenant.Value
                    : materializationData.GetPropertyValue<Guid>(key);
            context.Precondition.Check(id, version);
        }

        return entity;
    }

    /// <summary>A lead counts its versions itself, since its hot statements know nothing of EF.</summary>
    private static uint? VersionOf(object entity) =>
        entity switch
        {
            IVersioned row => row.Version,
            Lead lead => (uint)lead.Version,
            _ => null,
        };
}
