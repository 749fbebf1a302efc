using Crm.Application.Common;
using Crm.Application.Leads.Proof;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadDays(NpgsqlDataSource database, ITenantContext tenant) : ILeadDays
{
    private const string Count = """
        select account_id, form_id, (coalesce(submitted_at, received_at) at time zone 'UTC')::date as day, count(*)::int
        from leads.submission
        where account_id = any ($1) and form_id is not null and not is_test
            and coalesce(submitted_at, received_at) >= $2 and coalesce(submitted_at, received_at) < $3
        group by 1, 2, 3
        order by 3 desc, 1, 2
        limit $4
        """;

    public async Task<IReadOnlyList<LeadDay>> CountAsync(
        IReadOnlyList<Guid> accountIds,
        DateOnly from,
        DateOnly to,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(
            Count,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. accountIds] },
            new NpgsqlParameter<DateTime> { TypedValue = StartOf(from) },
            new NpgsqlParameter<DateTime> { TypedValue = StartOf(to.AddDays(1)) },
            new NpgsqlParameter<int> { TypedValue = most }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var days = new List<LeadDay>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(
                new(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    await reader.GetFieldValueAsync<DateOnly>(2, cancellationToken),
                    reader.GetInt32(3)
                )
            );
        }

        return days;
    }

    private static DateTime StartOf(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
