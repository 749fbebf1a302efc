using Crm.Application.Leads;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal static class LeadRow
{
    public const string Columns = """
        id, full_name, email, phone, phone_raw, status, source, owner_id, venue_id, tags, custom_fields, first_touch, last_touch,
        created_at, updated_at
        """;

    public static LeadDto Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            Text(row, 1),
            Text(row, 2),
            Text(row, 3),
            Text(row, 4),
            row.GetString(5),
            row.GetString(6),
            row.IsDBNull(7) ? null : row.GetGuid(7),
            row.IsDBNull(8) ? null : row.GetGuid(8),
            row.GetFieldValue<string[]>(9),
            row.IsDBNull(10) ? null : new(row.GetFieldValue<byte[]>(10)),
            row.IsDBNull(11) ? null : new(row.GetFieldValue<byte[]>(11)),
            row.IsDBNull(12) ? null : new(row.GetFieldValue<byte[]>(12)),
            new(row.GetDateTime(13)),
            new(row.GetDateTime(14))
        );

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
