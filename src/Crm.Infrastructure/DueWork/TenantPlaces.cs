using System.Threading.Channels;
using Crm.Domain.Common;

namespace Crm.Infrastructure.DueWork;

/// <summary>The places of one worker, of which no tenant has more than a few: a slow platform fills its company's own.</summary>
internal sealed class TenantPlaces(int atOnce)
{
    public const int OfEachTenant = 4;

    /// <summary>A lease for each place that becomes free would be most of the work.</summary>
    private readonly int leastFree = atOnce / 8;

    private readonly Channel<TenantId> ended = Channel.CreateUnbounded<TenantId>();
    private readonly Dictionary<TenantId, int> taken = [];
    private readonly HashSet<Task> running = [];

    public int Free { get; private set; } = atOnce;

    /// <summary>The tenants that have all of theirs.</summary>
    public IEnumerable<TenantId> Full =>
        taken.Where(tenant => tenant.Value >= OfEachTenant).Select(tenant => tenant.Key);

    /// <param name="work">Never throws.</param>
    public void Take(TenantId tenantId, Func<Task> work)
    {
        Free--;
        taken[tenantId] = taken.GetValueOrDefault(tenantId) + 1;
        running.Add(RunAsync(tenantId, work));
    }

    /// <summary>Returns once it is worth leasing more, which is soon: whatever runs has a time limit.</summary>
    public async Task WaitForRoomAsync()
    {
        Clear();
        while (Free < leastFree)
        {
            await ended.Reader.WaitToReadAsync(CancellationToken.None);
            Clear();
        }
    }

    /// <summary>A place of a tenant that had all of its own becomes free.</summary>
    public Task WaitForTenantAsync(CancellationToken cancellationToken) =>
        Full.Any()
            ? ended.Reader.WaitToReadAsync(cancellationToken).AsTask()
            : Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    public Task WhenEmptyAsync() => Task.WhenAll(running);

    private async Task RunAsync(TenantId tenantId, Func<Task> work)
    {
        // Whoever leases goes on leasing meanwhile.
        await Task.Yield();
        await work();
        ended.Writer.TryWrite(tenantId);
    }

    private void Clear()
    {
        running.RemoveWhere(task => task.IsCompleted);
        while (ended.Reader.TryRead(out var tenantId))
        {
            Free++;
            if (--taken[tenantId] == 0)
            {
                taken.Remove(tenantId);
            }
        }
    }
}
