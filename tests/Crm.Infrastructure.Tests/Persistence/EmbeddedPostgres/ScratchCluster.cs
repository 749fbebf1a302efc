using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Infrastructure.Tests.Persistence.EmbeddedPostgres;

/// <summary>A data directory of its own, deleted at the end with whatever a test left running in it.</summary>
internal sealed class ScratchCluster
{
    public EmbeddedPostgresOptions Options { get; } =
        new()
        {
            DataDirectory = Path.Combine(Path.GetTempPath(), $"crm-scratch-{Guid.CreateVersion7():n}"),
            BinariesDirectory =
                Environment.GetEnvironmentVariable("CRM_POSTGRES_BIN")
                ?? EmbeddedPostgresOptions.DefaultBinariesDirectory,
        };

    public ClusterLayout Layout => new(Options);

    public Task<EmbeddedPostgresServer> StartAsync() => StartAsync(Options);

    public static Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options) =>
        EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);

    public async Task<int?> PostmasterIdAsync() =>
        (await PostmasterFile.FindRunningAsync(Layout, CancellationToken.None))?.ProcessId;

    public static async Task<object?> QueryAsync(EmbeddedPostgresServer server, string query)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync();
    }

    public async Task DeleteAsync()
    {
        await using (await StartAsync(Options with { Temporary = true })) { }
    }
}
