using Crm.Application.Leads;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Leads;

/// <summary>A page of what matches a search; which way it is found is the database function's own decision.</summary>
internal static class LeadSearchSql
{
    private const string Newest = $"select {LeadRow.Columns} from search.newest{Arguments}";
    private const string Oldest = $"select {LeadRow.Columns} from search.oldest{Arguments}";
    private const string NewestWithin = $"select {LeadRow.Columns} from search.newest_within{Arguments}";
    private const string OldestWithin = $"select {LeadRow.Columns} from search.oldest_within{Arguments}";
    private const string Arguments = "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    /// <param name="within">The caller's venues; a venue that the filter names was checked against them.</param>
    public static void AddPage(
        NpgsqlBatch batch,
        LeadFilter filter,
        IReadOnlyList<Guid>? within,
        string needle,
        LeadCursor.Place? after
    )
    {
        var isLimited = within is not null && filter.VenueId is null;
        batch.Add(
            (filter.NewestFirst, isLimited) switch
            {
                (true, false) => Newest,
                (false, false) => Oldest,
                (true, true) => NewestWithin,
                (false, true) => OldestWithin,
            },
            new NpgsqlParameter<string> { TypedValue = needle },
            isLimited
                ? new NpgsqlParameter<Guid[]> { TypedValue = [.. within!] }
                : Value(filter.VenueId, NpgsqlDbType.Uuid),
            Value(filter.Status, NpgsqlDbType.Text),
            Value(filter.Source, NpgsqlDbType.Text),
            Value(filter.OwnerId, NpgsqlDbType.Uuid),
            new NpgsqlParameter<bool> { TypedValue = filter.HasNoOwner },
            Value(filter.Tag, NpgsqlDbType.Text),
            Value(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(filter.To?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(after?.At.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(after?.Id, NpgsqlDbType.Uuid),
            new NpgsqlParameter<int> { TypedValue = filter.Limit + 1 }
        );
    }

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
