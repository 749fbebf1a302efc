using System.Security.Cryptography;
using Crm.Infrastructure;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.TestKit;

/// <summary>A database with the real migrations applied, made once per cluster and copied for every test that asks.</summary>
internal static class TemplateDatabase
{
    private static readonly AsyncOnce<string> Shared = new(BuildOnceAsync);

    public static Task<string> NameAsync() => Shared.GetAsync();

    private static async Task<string> BuildOnceAsync()
    {
        var name = $"crm_template_{HashOfMigrations()}";
        await using var connection = await TestCluster.OpenAsync();

        // One lock for all templates: migrations create roles, which belong to the whole cluster.
        await RunAsync(connection, "select pg_advisory_lock(7261734)");
        await using var finished = new NpgsqlCommand(
            "select 1 from pg_database where datname = $1 and datistemplate",
            connection
        )
        {
            Parameters = { new() { Value = name } },
        };
        if (await finished.ExecuteScalarAsync() is null)
        {
            await BuildAsync(connection, name);
        }

        return name;
    }

    private static async Task BuildAsync(NpgsqlConnection connection, string name)
    {
        await RunAsync(connection, $"drop database if exists {name} with (force)");
        await RunAsync(connection, $"create database {name}");
        var settings = new NpgsqlConnectionStringBuilder(await TestCluster.ConnectionStringAsync())
        {
            Database = name,
            Pooling = false,
        };
        await DatabaseMigrator.MigrateAsync(settings.ConnectionString, CancellationToken.None);
        await RunAsync(connection, $"alter database {name} with allow_connections false is_template true");
    }

    private static string HashOfMigrations()
    {
        var assembly = typeof(StartupException).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var script in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var content = assembly.GetManifestResourceStream(script)!;
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
