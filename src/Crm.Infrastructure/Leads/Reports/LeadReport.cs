using Crm.Application.Common;
using Crm.Application.Leads.Reports;
using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads.Reports;

/// <summary>One statement over the span's part of the index that lists go by.</summary>
internal sealed class LeadReport(NpgsqlDataSource database, ITenantContext tenant, ICaller caller) : ILeadReport
{
    private const int MostGroups = 500;

    public async Task<(LeadCounts Total, IReadOnlyList<LeadGroup> Groups)> CountAsync(
        LeadSpan span,
        LeadGrouping groupBy,
        IReadOnlyList<string> wonStages,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(
            Statement(groupBy),
            new NpgsqlParameter<Guid> { TypedValue = tenant.TenantId.Value },
            new NpgsqlParameter<DateOnly> { TypedValue = span.From },
            new NpgsqlParameter<DateOnly> { TypedValue = span.To.AddDays(1) },
            new NpgsqlParameter<string> { TypedValue = span.TimeZone },
            new NpgsqlParameter<string[]> { TypedValue = [.. wonStages] },
            new NpgsqlParameter<bool> { TypedValue = caller.Venues.IsLimited },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. caller.Venues.Only ?? []] }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var total = new LeadCounts(0, 0, MedianSeconds: null);
        var groups = new List<LeadGroup>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var counts = new LeadCounts(
                reader.GetInt64(3),
                reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetDouble(5)
            );
            if (reader.GetInt32(0) == 1)
            {
                total = counts;
            }
            else
            {
                groups.Add(new(Text(reader, 1), Text(reader, 2), counts));
            }
        }

        return (total, groups);
    }

    private static string Statement(LeadGrouping groupBy)
    {
        var (key, name) = groupBy switch
        {
            LeadGrouping.Day => ("to_char(created_at at time zone $4, 'YYYY-MM-DD')", "null"),
            LeadGrouping.Source => ("source", "null"),
            LeadGrouping.Campaign => ("first_touch -> 'campaign' ->> 'id'", "first_touch -> 'campaign' ->> 'name'"),
            LeadGrouping.Owner => ("owner_id::text", "null"),
            _ => ("status", "null"),
        };

        // A lead is a test as long as it is tagged so: what a form's own test sent, and whatever a person tags.
        return $$"""
            select grouping(key), key, max(name), count(*), count(*) filter (where status = any ($5)),
                percentile_cont(0.5) within group (order by extract(epoch from greatest(contacted_at - created_at, '0'))::float8)
                    filter (where contacted_at is not null)
            from (
                select {{key}} as key, {{name}}::text as name, status, created_at, contacted_at
                from leads.lead
                where tenant_id = $1 and created_at >= $2::timestamp at time zone $4 and created_at < $3::timestamp at time zone $4
                    and deleted_at is null and not (tags @> '{{{Lead.TestTag}}}') and (not $6 or venue_id = any ($7))
            ) lead
            group by grouping sets ((key), ())
            order by 1 desc, 4 desc, 2
            limit {{MostGroups + 1}}
            """;
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
