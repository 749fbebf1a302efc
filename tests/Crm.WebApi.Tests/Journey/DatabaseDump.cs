using System.Text;
using System.Text.RegularExpressions;
using Crm.TestKit;
using Npgsql;

namespace Crm.WebApi.Tests.Journey;

/// <summary>Every row of every table as text, also what row-level security hides; bytes as they are and as text.</summary>
internal static partial class DatabaseDump
{
    public static async Task<IReadOnlyList<(string Table, string Row)>> TakeAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var rows = new List<(string, string)>();
        foreach (var table in await ReadAsync(connection, Tables))
        {
            // Of a transaction that is never committed.
            await using var transaction = await connection.BeginTransactionAsync();
            await using var lift = new NpgsqlCommand($"alter table {table} disable row level security", connection);
            await lift.ExecuteNonQueryAsync();
            rows.AddRange(
                (await ReadAsync(connection, $"select t::text from {table} t")).Select(row => (table, WithBytes(row)))
            );
        }

        return rows;
    }

    private const string Tables = """
        select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1
        """;

    private static string WithBytes(string row) =>
        row
        + string.Concat(
            Bytes()
                .Matches(row)
                .Select(match => " " + Encoding.Latin1.GetString(Convert.FromHexString(match.Groups["hex"].Value)))
        );

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    [GeneratedRegex(@"\\x(?<hex>[0-9a-f]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Bytes();
}
