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
    private const string IsThere = " and deleted_at is null";

    /// <summary>In any order that no search knows.</summary>
    /// <param name="collation">By which names are sorted.</param>
    public static void AddSortedPage(
        NpgsqlBatch batch,
        TenantId tenantId,
        LeadFilter filter,
        IReadOnlyList<Guid>? within,
        string needle,
        LeadCursor.Place? after,
        string collation
    )
    {
        var (where, parameters) = Where(tenantId, filter, within);
        where.Append(IsThere);
        AddMatching(where, parameters, needle);
        var limit = (filter.Limit + 1).ToString(CultureInfo.InvariantCulture);
        batch.Add(
            filter.Sort is LeadSort.ByName
                ? ByName(where, parameters, after, collation, limit)
                : ChangedLast(where, parameters, after, limit),
            [.. parameters]
        );
    }

    /// <summary>Sorted by the database, of as many leads as there are: an index of names would be paid for by each that is added.</summary>
    private static string ByName(
        StringBuilder where,
        List<NpgsqlParameter> parameters,
        LeadCursor.Place? after,
        string collation,
        string limit
    )
    {
        var name = $"left(full_name, {LeadCursor.LongestName}) collate \"{collation}\"";
        if (after is { } place)
        {
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = place.Id });
            var id = parameters.Count;
            if (place.Name is { } last)
            {
                parameters.Add(new NpgsqlParameter<string> { TypedValue = last });
            }

            where.Append(
                place.Name is null
                    ? string.Create(CultureInfo.InvariantCulture, $" and full_name is null and id > ${id}")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $" and (full_name is null or ({name}, id) > (${id + 1}, ${id}))"
                    )
            );
        }

        return $"select {LeadRow.Columns} from leads.lead where {where} order by full_name is null, {name}, id limit {limit}";
    }

    /// <summary>
    /// Two walks, of what was changed since it was added and of what was not: the second by the index that there is anyway, and no
    /// further back than the first page of the changed ones reaches.
    /// </summary>
    private static string ChangedLast(
        StringBuilder where,
        List<NpgsqlParameter> parameters,
        LeadCursor.Place? after,
        string limit
    )
    {
        var (changedAfter, addedAfter) = ("", "");
        if (after is { } place)
        {
            parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = place.At.UtcDateTime });
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = place.Id });
            var values = $"(${parameters.Count - 1}, ${parameters.Count})";
            (changedAfter, addedAfter) = ($" and (updated_at, id) < {values}", $" and (created_at, id) < {values}");
        }

        return $"""
            with changed as materialized (
                select * from leads.lead where {where} and updated_at > created_at{changedAfter}
                order by updated_at desc, id desc limit {limit}
            ), added as (
                select * from leads.lead
                where {where} and not (updated_at > created_at){addedAfter}
                    and created_at >= (
                        select case when count(*) = {limit} then min(updated_at) else '-infinity' end from changed
                    )
                order by created_at desc, id desc limit {limit}
            )
            select {LeadRow.Columns} from (select * from changed union all select * from added) page
            order by updated_at desc, id desc limit {limit}
            """;
    }

    public static void AddPage(
        NpgsqlBatch batch,
        TenantId tenantId,
        LeadFilter filter,
        IReadOnlyList<Guid>? within,
        LeadCursor.Place? after
    )
    {
        var (where, parameters) = Where(tenantId, filter, within);
        where.Append(IsThere);
        if (after is { } place)
        {
            parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = place.At.UtcDateTime });
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
        AddMatching(where, parameters, needle);

        // Two counts, since no index of all leads knows which of them were deleted, and the few that were have their own.
        batch.Add(
            $"select (select count(*) from leads.lead where {where})"
                + $" - (select count(*) from leads.lead where {where} and deleted_at is not null)",
            [.. parameters]
        );
    }

    private static void AddMatching(StringBuilder where, List<NpgsqlParameter> parameters, string needle)
    {
        if (needle.Length > 0)
        {
            parameters.Add(new NpgsqlParameter<string> { TypedValue = needle });
            where.Append(CultureInfo.InvariantCulture, $" and id in (select search.matching(${parameters.Count}))");
        }
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
