using Crm.Application.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Email;

/// <summary>Wakes the mail worker after a save that queued something.</summary>
internal sealed class MailInterceptor(IWakeup wakeup) : SaveChangesInterceptor
{
    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context!.ChangeTracker.Entries<QueuedMail>().Any())
        {
            wakeup.Signal(MailQueue.Topic);
        }

        return ValueTask.FromResult(result);
    }
}
