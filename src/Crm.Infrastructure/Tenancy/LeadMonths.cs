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
    private readonly ConcurrentDictionary<TenantId, Task<Month>> counting = new();

    public ValueTask TakeOneAsync(TenantId tenantId, ICaller caller)
    {
        if (!months.TryGetValue(tenantId, out var month) || month.HasEnded(time.GetUtcNow()) || !month.TryTake())
        {
            return new(CountAndTakeAsync(tenantId, month, caller));
        }

        if (month.IsDue(time.GetElapsedTime(month.At)))
        {
            CountInBackground(tenantId);
        }

        return ValueTask.CompletedTask;
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

    private async Task CountAndTakeAsync(TenantId tenantId, Month? known, ICaller caller)
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

    private Task<Month> CountOnceAsync(TenantId tenantId, Month? known) =>
        counting.GetOrAdd(tenantId, _ => CountAsync(tenantId, known));

    private async Task<Month> CountAsync(TenantId tenantId, Month? known)
    {
        // Whoever asked first goes on at once; the dictionary has the task before it can be removed.
        await Task.Yield();
        try
        {
            // Counted since the caller looked: another count would not see the leads that were taken from it and are not committed yet.
            if (months.TryGetValue(tenantId, out var newer) && newer != known && !newer.HasEnded(time.GetUtcNow()))
            {
                return newer;
            }

            var at = time.GetTimestamp();
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

            return months[tenantId] = new(plan.LeadsPerMonth ?? int.MaxValue, used, calendar, at);
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

    private sealed class Month(int limit, int used, CalendarMonth calendar, long at)
    {
        private static readonly TimeSpan NearTheLimit = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan FarFromIt = TimeSpan.FromMinutes(5);

        private int taken;

        public int Limit => limit;

        /// <summary>When it was counted.</summary>
        public long At => at;

        public bool TryTake() => Interlocked.Increment(ref taken) <= limit - used;

        // The clock may be turned back in a test or a demo.
        public bool HasEnded(DateTimeOffset now) => now < calendar.Start || now >= calendar.End;

        public bool IsDue(TimeSpan age)
        {
            var left = limit - used - Volatile.Read(ref taken);
            var isNear = left < limit / 10 || left < (limit - used) / 2;

            return age >= (isNear ? NearTheLimit : FarFromIt);
        }
    }
}
