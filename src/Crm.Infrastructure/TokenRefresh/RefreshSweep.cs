namespace Crm.Infrastructure.TokenRefresh;

/// <summary>Renews everything that is due, many at once. Any number of processes may sweep: each leases what it works on.</summary>
internal sealed class RefreshSweep(GrantStore store, RefreshAttempt attempt, SettlementWriter writer) : IDisposable
{
    private const int MostInFlight = 256;

    /// <summary>Fewer free places are not worth a round trip of their own.</summary>
    private const int LeastPerLease = 128;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SemaphoreSlim places = new(MostInFlight, MostInFlight);

    /// <summary>Returns at once when this process is sweeping already. A cancelled sweep leases no more, but ends what it began.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested && !writer.IsHeldUp && await StartDueAsync()) { }
            await TakePlacesAsync(MostInFlight);
            places.Release(MostInFlight);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        gate.Dispose();
        places.Dispose();
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> StartDueAsync()
    {
        var free = await TakePlacesAsync(LeastPerLease);
        var started = 0;
        try
        {
            var leased = await store.LeaseDueAsync(free, CancellationToken.None);
            foreach (var grant in leased)
            {
                _ = Task.Run(() => AttemptAsync(grant), CancellationToken.None);
                started++;
            }
        }
        finally
        {
            if (started < free)
            {
                places.Release(free - started);
            }
        }

        return started == free;
    }

    private async Task AttemptAsync(LeasedGrant grant)
    {
        try
        {
            await attempt.RunAsync(grant);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<int> TakePlacesAsync(int least)
    {
        var taken = 0;
        while (taken < least)
        {
            await places.WaitAsync();
            taken++;
        }

        while (await places.WaitAsync(0))
        {
            taken++;
        }

        return taken;
    }
}
