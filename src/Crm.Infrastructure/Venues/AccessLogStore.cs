using System.Data;
using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Venues.AccessLog;
using Crm.Domain.Tenancy;
using Crm.Domain.Venues;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Vault;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Venues;

internal sealed class AccessLogStore(
    CrmDbContext context,
    NpgsqlDataSource database,
    DataKeyVault vault,
    ITenantContext tenant,
    TimeProvider time
) : IAccessLogStore
{
    public async Task<AccessLogDay> AppendAsync(
        Guid venueId,
        IReadOnlyList<AccessSession> sessions,
        CancellationToken cancellationToken
    )
    {
        var keyedHash = await KeyedHashAsync(cancellationToken);
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var key = LockKey.Of(tenant.TenantId.Value, $"access-log:{venueId}");
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", cancellationToken);

        // Inside the lock, so that the chain is in the order of these times.
        var now = time.GetUtcNow();
        var day = await DayAsync(venueId, now, cancellationToken);
        context.AccessLog.AddRange(day.Append(sessions, now));
        day.SealBy(keyedHash);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return day;
    }

    public async ValueTask<Func<AccessLogDay, bool>> SealCheckAsync(CancellationToken cancellationToken)
    {
        var keyedHash = await KeyedHashAsync(cancellationToken);

        return day => day.IsSealedBy(keyedHash);
    }

    public async Task<T> AtOneMomentAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await using var moment = await context.Database.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );

        return await read();
    }

    public async Task<int> DeleteExpiredAsync(DateOnly today, int mostDays, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.delete_expired_access_log($1, $2)",
            new NpgsqlParameter<DateOnly> { TypedValue = today },
            new NpgsqlParameter<int> { TypedValue = mostDays }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return (int)reader.GetInt64(0);
    }

    private async Task<AccessLogDay> DayAsync(Guid venueId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await context
            .AccessLogDays.Where(day => day.VenueId == venueId)
            .OrderByDescending(day => day.Day)
            .FirstOrDefaultAsync(cancellationToken);
        var today = DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(now, await ZoneAsync(venueId, cancellationToken)).DateTime
        );

        // A zone that was changed may turn the date back; the log never goes back.
        return last is not null && last.Day >= today
            ? last
            : context.Add(AccessLogDay.Open(tenant.TenantId, venueId, today, last)).Entity;
    }

    private async Task<TimeZoneInfo> ZoneAsync(Guid venueId, CancellationToken cancellationToken)
    {
        var name =
            await context
                .Venues.Where(venue => venue.Id == venueId)
                .Select(venue => venue.TimeZone)
                .SingleOrDefaultAsync(cancellationToken)
            ?? await context.Set<Tenant>().Select(row => row.TimeZone).SingleOrDefaultAsync(cancellationToken);

        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private async Task<Func<byte[], byte[]>> KeyedHashAsync(CancellationToken cancellationToken)
    {
        var key = await vault.DeriveAsync("access log", cancellationToken);

        return text => HMACSHA256.HashData(key, text);
    }
}
