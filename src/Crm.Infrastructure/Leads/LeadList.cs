using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using FluentValidation;
using Npgsql;

namespace Crm.Infrastructure.Leads;

/// <summary>One page is one round trip: tenant, rows and, where it was asked for, their number.</summary>
internal sealed class LeadList(
    NpgsqlDataSource database,
    ITenantContext tenant,
    ICaller caller,
    ILeadReferences references,
    LeadCursor cursors
) : ILeadList
{
    public async Task<Page<LeadDto>> ReadAsync(LeadFilter filter, CancellationToken cancellationToken)
    {
        var after = await PlaceAsync(filter, cancellationToken);
        var needle = filter.Query is null ? "" : SearchText.Needle(filter.Query);
        if (needle.Length == 0 && !string.IsNullOrWhiteSpace(filter.Query))
        {
            // Signs alone that a search passes over, a vowel sign or tatweel: they are part of nothing, not of everything.
            return new([], NextCursor: null, filter.IncludeTotal ? 0 : null);
        }

        var within = caller.Venues.Only;
        var collation = filter.Sort is LeadSort.ByName ? await CollationAsync(cancellationToken) : "";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        if (filter.Sort is LeadSort.ByName or LeadSort.ChangedLast)
        {
            LeadListSql.AddSortedPage(batch, tenant.TenantId, filter, within, needle, after, collation);
        }
        else if (needle.Length > 0)
        {
            LeadSearchSql.AddPage(batch, filter, within, needle, after);
        }
        else
        {
            LeadListSql.AddPage(batch, tenant.TenantId, filter, within, after);
        }

        if (filter.IncludeTotal)
        {
            LeadListSql.AddTotal(batch, tenant.TenantId, filter, within, needle);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<LeadDto>(filter.Limit + 1);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(LeadRow.Read(reader));
        }

        long? total = null;
        if (filter.IncludeTotal && await reader.NextResultAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            total = reader.GetInt64(0);
        }

        return await PageAsync(filter, rows, total, cancellationToken);
    }

    private async ValueTask<LeadCursor.Place?> PlaceAsync(LeadFilter filter, CancellationToken cancellationToken) =>
        filter.Cursor is null
            ? null
            : await cursors.ReadAsync(tenant.TenantId, filter.Sort, filter.Cursor, cancellationToken)
                ?? throw new ValidationException([new("cursor", "cursor") { ErrorCode = "cursor" }]);

    private async ValueTask<Page<LeadDto>> PageAsync(
        LeadFilter filter,
        List<LeadDto> rows,
        long? total,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count <= filter.Limit)
        {
            return new(rows, null, total);
        }

        rows.RemoveAt(filter.Limit);
        var next = await cursors.WriteAsync(
            tenant.TenantId,
            filter.Sort,
            PlaceOf(rows[^1], filter.Sort),
            cancellationToken
        );

        return new(rows, next, total);
    }

    private static LeadCursor.Place PlaceOf(LeadDto lead, LeadSort sort) =>
        new(
            sort is LeadSort.ChangedLast ? lead.UpdatedAt : lead.CreatedAt,
            lead.Id,
            sort is LeadSort.ByName && lead.FullName is { } name
                ? string.Concat(name.EnumerateRunes().Take(LeadCursor.LongestName))
                : null
        );

    /// <summary>Ç after c, ı before i: no collation fits all, and the country's language tells most.</summary>
    private async ValueTask<string> CollationAsync(CancellationToken cancellationToken) =>
        await references.CountryAsync(cancellationToken) is "TR" ? "tr-x-icu" : "und-x-icu";
}
