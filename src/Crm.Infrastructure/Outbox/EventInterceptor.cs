using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Outbox;

/// <summary>What entities announce is written in the save that made it happen: never one without the other.</summary>
internal sealed class EventInterceptor(IWakeup wakeup) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var context = eventData.Context!;
        foreach (var entry in context.ChangeTracker.Entries<IHasEvents>().ToList())
        {
            var tenantId = ((ITenantOwned)entry.Entity).TenantId;
            // Cleared here and not after the save: a save that failed and is tried again finds the rows still waiting in the context.
            context.AddRange(entry.Entity.Events.Select(happened => StoredEvent.From(tenantId, happened)));
            entry.Entity.ClearEvents();
        }

        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context!.ChangeTracker.Entries<StoredEvent>().Any())
        {
            wakeup.Signal(EventTopic.Name);
        }

        return ValueTask.FromResult(result);
    }
}
