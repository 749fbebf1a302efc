using Npgsql;

namespace Crm.Benchmarks.Data;

/// <summary>Statements of the bench itself, which may take long.</summary>
internal static class Sql
{
    public static async Task RunAsync(this NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = Command(source, sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = Command(source, sql, parameters);

        return await command.ExecuteScalarAsync();
    }

    public static async Task<List<string>> TextsAsync(this NpgsqlDataSource source, string sql)
    {
        await using var command = Command(source, sql, []);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>Large indexes are built several times faster with memory.</summary>
    public static string WithRoom(string sql) => $"set maintenance_work_mem = '1GB'; {sql}; reset maintenance_work_mem";

    /// <summary>Runs as the owner of a protected table, whom its row-level security binds too.</summary>
    public static async Task UnprotectedAsync(this NpgsqlDataSource source, string table, Func<Task> work)
    {
        await source.RunAsync($"alter table {table} disable row level security");
        try
        {
            await work();
        }
        finally
        {
            await source.RunAsync($"alter table {table} enable row level security");
        }
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, object[] parameters)
    {
        var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }
}
