using Npgsql;

namespace Crm.Benchmarks.Data;

/// <summary>What the limit works on: the same rows, columns and indexes in a schema of its own, without row-level security.</summary>
internal static class BareTables
{
    private static readonly (string Table, string Options)[] Copied =
    [
        ("leads.lead", ""),
        ("tenancy.membership", ""),
        ("crm.idempotency_record", ""),
        ("integrations.webhook_event", ""),
        ("integrations.token_grant", "with (fillfactor = 60)"),
    ];

    public static async Task CreateAsync(NpgsqlDataSource source)
    {
        await source.RunAsync("drop schema if exists bare cascade; create schema bare");
        foreach (var (table, options) in Copied)
        {
            await source.RunAsync(
                $"create table {NameOf(table)} (like {table} including all excluding indexes) {options}"
            );
            await FillAsync(source, table);
            foreach (var index in await source.TextsAsync(Keys(table)))
            {
                await source.RunAsync($"alter table {NameOf(table)} add {index}");
            }

            foreach (var index in await LeadSeed.IndexesAsync(source, table))
            {
                await source.RunAsync(
                    Sql.WithRoom(index.Replace($" ON {table} ", $" ON {NameOf(table)} ", StringComparison.Ordinal))
                );
            }
        }
    }

    /// <summary>The rows as they are now.</summary>
    public static async Task RefillAsync(NpgsqlDataSource source, string table)
    {
        await source.RunAsync($"truncate {NameOf(table)}");
        await FillAsync(source, table);
    }

    private static Task FillAsync(NpgsqlDataSource source, string table) =>
        source.UnprotectedAsync(table, () => source.RunAsync($"insert into {NameOf(table)} select * from {table}"));

    private static string NameOf(string table) => "bare." + table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static string Keys(string table) =>
        $"select pg_get_constraintdef(oid) from pg_constraint where conrelid = '{table}'::regclass and contype = 'p'";
}
