using Crm.Application.Common;
using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Audit;

/// <summary>Tells the sealers that something was recorded.</summary>
internal sealed class AuditWakeup(IWakeup wakeup) : SaveChangesInterceptor
{
    public const string Topic = "audit";

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context!.ChangeTracker.Entries<AuditEvent>().Any())
        {
            wakeup.Signal(Topic);
        }

        return ValueTask.FromResult(result);
    }
}
