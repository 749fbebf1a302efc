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
    private const string Arguments = "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    public static void AddPage(NpgsqlBatch batch, LeadFilter filter, string needle, LeadCursor.Place? after) =>
        batch.Add(
            filter.NewestFirst ? Newest : Oldest,
            new NpgsqlParameter<string> { TypedValue = needle },
            Value(filter.VenueId, NpgsqlDbType.Uuid),
            Value(filter.Status, NpgsqlDbType.Text),
            Value(filter.Source, NpgsqlDbType.Text),
            Value(filter.OwnerId, NpgsqlDbType.Uuid),
            new NpgsqlParameter<bool> { TypedValue = filter.HasNoOwner },
            Value(filter.Tag, NpgsqlDbType.Text),
            Value(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(filter.To?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(after?.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz),
            Value(after?.Id, NpgsqlDbType.Uuid),
            new NpgsqlParameter<int> { TypedValue = filter.Limit + 1 }
        );

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
