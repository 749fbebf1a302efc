using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Persistence.Interceptors;

/// <summary>Refuses to save a row of another tenant, before the database would.</summary>
internal sealed class TenantSaveInterceptor : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var context = (CrmDbContext)eventData.Context!;
        var foreign = context
            .ChangeTracker.Entries<ITenantOwned>()
            .FirstOrDefault(entry =>
                entry.State is not EntityState.Unchanged && entry.Entity.TenantId != context.CurrentTenant
            );

        return foreign is null
            ? ValueTask.FromResult(result)
            : throw new InvalidOperationException(
                $"A {foreign.Metadata.ClrType.Name} of another tenant was about to be saved."
            );
    }
}
