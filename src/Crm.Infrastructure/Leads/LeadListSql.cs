using System.Globalization;
using System.Text;
using Crm.Application.Leads;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads;

/// <summary>
/// Only what is filtered by stands in the statement, so that each combination has the plan of its own index; limits stand
/// there as numbers, since a plan for any limit would not walk the index. A named venue was checked against the caller's.
/// </summary>
internal static class LeadListSql
{
    public static void AddPage(
        NpgsqlBatch batch,
        TenantId tenantId,
        LeadFilter filter,
        IReadOnlyList<Guid>? within,
        LeadCursor.Place? after
    )
    {
        var (where, parameters) = Where(tenantId, filter, within);
        if (after is { } place)
        {
            parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = place.CreatedAt.UtcDateTime });
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = place.Id });
            where.Append(
                CultureInfo.InvariantCulture,
                $" and (created_at, id) {(filter.NewestFirst ? '<' : '>')} (${parameters.Count - 1}, ${parameters.Count})"
            );
        }

        var order = filter.NewestFirst ? "desc" : "asc";
        var limit = (filter.Limit + 1).ToString(CultureInfo.InvariantCulture);
        batch.Add(
            $"select {LeadRow.Columns} from leads.lead where {where} order by created_at {order}, id {order} limit {limit}",
            [.. parameters]
        );
    }

    public static void AddTotal(
        NpgsqlBatch batch,
        TenantId tenantId,
        LeadFilter filter,
        IReadOnlyList<Guid>? within,
        string needle
    )
    {
        var (where, parameters) = Where(tenantId, filter, within);
        if (needle.Length > 0)
        {
            parameters.Add(new NpgsqlParameter<string> { TypedValue = needle });
            where.Append(CultureInfo.InvariantCulture, $" and id in (select search.matching(${parameters.Count}))");
        }

        batch.Add($"select count(*) from leads.lead where {where}", [.. parameters]);
    }

    private static (StringBuilder Where, List<NpgsqlParameter> Parameters) Where(
        TenantId tenantId,
        LeadFilter filter,
        IReadOnlyList<Guid>? within
    )
    {
        var where = new StringBuilder("tenant_id = $1");
        var parameters = new List<NpgsqlParameter> { new NpgsqlParameter<Guid> { TypedValue = tenantId.Value } };

        void And<T>(string condition, T value)
        {
            parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            where.Append(CultureInfo.InvariantCulture, $" and {condition} ${parameters.Count}");
        }

        if (filter.VenueId is { } venue)
        {
            And("venue_id =", venue);
        }
        else if (within is not null)
        {
            parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. within] });
            where.Append(CultureInfo.InvariantCulture, $" and venue_id = any (${parameters.Count})");
        }

        if (filter.Status is { } status)
        {
            And("status =", status);
        }

        if (filter.Source is { } source)
        {
            And("source =", source);
        }

        if (filter.OwnerId is { } owner)
        {
            And("owner_id =", owner);
        }

        if (filter.HasNoOwner)
        {
            where.Append(" and owner_id is null");
        }

        if (filter.Tag is { } tag)
        {
            And("tags @>", new[] { tag });
        }

        if (filter.From is { } from)
        {
            And("created_at >=", from.UtcDateTime);
        }

        if (filter.To is { } to)
        {
            And("created_at <", to.UtcDateTime);
        }

        return (where, parameters);
    }
}
