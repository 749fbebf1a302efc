using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Tenancy;

/// <summary>
/// How many leads each tenant may still create this month. A lead costs a look into memory: the count of the database is kept,
/// own leads are added to it, and it is counted anew in the background, every ten seconds for who is near the limit and every
/// few minutes for all others. So the limit is met within what other servers add in that time, and nobody waits but the first
/// lead of a tenant and whoever would be refused: a refusal is never older than a second.
/// </summary>
internal sealed class LeadMonths(NpgsqlDataSource database, PlanCatalog plans, TimeProvider time)
{
    private const int MostKept = 50_000;

    private const string FindPlan = """
        select s.plan, t.time_zone from tenancy.tenant t left join tenancy.subscription s on s.tenant_id = t.tenant_id
        """;

    private const string CountLeads =
        "select count(*)::integer from (select from leads.lead where created_at >= $1 limit $2) counted";

    private readonly ConcurrentDictionary<TenantId, Month> months = new();
    private readonly ConcurrentDictionary<TenantId, Task<Task<Month>>> counting = new();

    public ValueTask<IDisposable> TakeOneAsync(TenantId tenantId, ICaller caller)
    {
        if (!months.TryGetValue(tenantId, out var month) || month.HasEnded(time.GetUtcNow()) || !month.TryTake())
        {
            return new(CountAndTakeAsync(tenantId, month, caller));
        }

        if (month.IsDue(time.GetElapsedTime(month.At)))
        {
            CountInBackground(tenantId);
        }

        return new(month.Flight);
    }

    /// <summary>Since the month began, but no further than to <paramref name="most"/>.</summary>
    public static async Task<int> CountAsync(
        NpgsqlConnection connection,
        TenantId tenantId,
        DateTimeOffset since,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            CountLeads,
            new NpgsqlParameter<DateTime> { TypedValue = since.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = most }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return reader.GetInt32(0);
    }

    private async Task<IDisposable> CountAndTakeAsync(TenantId tenantId, Month? known, ICaller caller)
    {
        var isFresh =
            known is not null
            && !known.HasEnded(time.GetUtcNow())
            && time.GetElapsedTime(known.At) < TimeSpan.FromSeconds(1);
        var month = isFresh ? known! : await CountOnceAsync(tenantId, known);
        if (isFresh || !month.TryTake())
        {
            throw PlanLimits.Reached(PlanResource.LeadsPerMonth, month.Limit, month.Limit, caller);
        }

        return month.Flight;
    }

    private void CountInBackground(TenantId tenantId)
    {
        if (counting.ContainsKey(tenantId))
        {
            return;
        }

        // It is for all leads that follow, so it belongs to nobody's trace.
        using (ExecutionContext.SuppressFlow())
        {
            _ = CountOnceAsync(tenantId, months.GetValueOrDefault(tenantId))
                .ContinueWith(
                    counted => counted.Exception, // Seen; the next lead that finds the count due tries again.
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default
                );
        }
    }

    private Task<Month> CountOnceAsync(TenantId tenantId, Month? known)
    {
        // Begun only if it is the one that was added: each of two counts at once would give away the same places.
        var mine = new Task<Task<Month>>(() => CountAsync(tenantId, known));
        var count = counting.GetOrAdd(tenantId, mine);
        if (count == mine)
        {
            mine.Start(TaskScheduler.Default);
        }

        return count.Unwrap();
    }

    private async Task<Month> CountAsync(TenantId tenantId, Month? known)
    {
        try
        {
            if (months.TryGetValue(tenantId, out var latest) && latest != known && !latest.HasEnded(time.GetUtcNow()))
            {
                // Counted since the caller looked.
                return latest;
            }

            var at = time.GetTimestamp();
            var flight = latest?.Flight ?? new InFlight();
            // Before the count, which may not see them yet: one too many for a moment rather than one lead too many.
            var underWay = flight.Count;
            await using var connection = await database.OpenConnectionAsync();
            var (plan, timeZone) = await FindPlanAsync(connection, tenantId);
            var calendar = CalendarMonth.Of(time.GetUtcNow(), timeZone);
            var used = plan.LeadsPerMonth is { } limit
                ? await CountAsync(connection, tenantId, calendar.Start, limit, CancellationToken.None)
                : 0;
            if (months.Count >= MostKept)
            {
                months.Clear();
            }

            return months[tenantId] = new(plan.LeadsPerMonth ?? int.MaxValue, used + underWay, calendar, flight, at);
        }
        finally
        {
            counting.TryRemove(tenantId, out _);
        }
    }

    private async Task<(Plan Plan, string TimeZone)> FindPlanAsync(NpgsqlConnection connection, TenantId tenantId)
    {
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(FindPlan);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();

        return await reader.ReadAsync()
            ? (plans.Find(await reader.IsDBNullAsync(0) ? null : reader.GetString(0)), reader.GetString(1))
            : (plans.Find(null), "UTC");
    }

    private sealed class Month(int limit, int used, CalendarMonth calendar, InFlight flight, long at)
    {
        private static readonly TimeSpan NearTheLimit = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan FarFromIt = TimeSpan.FromMinutes(5);

        private int taken;

        public int Limit => limit;

        /// <summary>When it was counted.</summary>
        public long At => at;

        public InFlight Flight => flight;

        public bool TryTake()
        {
            // First, so that a count which begins now knows of it.
            flight.Add();
            var isTaken = Interlocked.Increment(ref taken) <= limit - used;
            if (!isTaken)
            {
                flight.Dispose();
            }

            return isTaken;
        }

        // The clock may be turned back in a test or a demo.
        public bool HasEnded(DateTimeOffset now) => now < calendar.Start || now >= calendar.End;

        public bool IsDue(TimeSpan age)
        {
            var left = limit - used - Volatile.Read(ref taken);
            var isNear = left < limit / 10 || left < (limit - used) / 2;

            return age >= (isNear ? NearTheLimit : FarFromIt);
        }
    }

    /// <summary>The leads of a tenant that were let in and are not committed yet; disposing it ends one of them.</summary>
    private sealed class InFlight : IDisposable
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Add() => Interlocked.Increment(ref count);

        public void Dispose() => Interlocked.Decrement(ref count);
    }
}
