using Crm.Application.Tenancy.Platform;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Tenancy;

internal sealed class PlatformBoard(NpgsqlDataSource database) : IPlatformBoard
{
    private const string Tenants = "select * from lookup.tenants($1, $2, $3)";

    private const string Jobs = """
        select j.name, lower(j.state), r.ran_at, r.duration_ms, r.outcome, r.fault, j.next_ticks
        from lookup.jobs() j left join tenancy.job_run r on r.name = j.name
        order by j.name
        """;

    public Task<IReadOnlyList<PlatformTenantRow>> ListTenantsAsync(
        string? q,
        Guid? before,
        int most,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            tenantId: null,
            Tenants,
            ReadTenant,
            cancellationToken,
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)q ?? DBNull.Value },
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)before ?? DBNull.Value },
            new NpgsqlParameter<int> { TypedValue = most }
        );

    public Task<IReadOnlyList<JobDto>> ListJobsAsync(CancellationToken cancellationToken) =>
        ReadAsync(TenantId.Platform, Jobs, ReadJob, cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        TenantId? tenantId,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static PlatformTenantRow ReadTenant(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetFieldValue<DateTimeOffset>(6),
            new(
                row.GetString(7),
                EnumText<SubscriptionStatus>.Parse(row.GetString(8)),
                row.GetFieldValue<DateTimeOffset>(9)
            )
        );

    private static JobDto ReadJob(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.IsDBNull(3) ? null : row.GetInt32(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.IsDBNull(6) ? null : new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero)
        );
}
