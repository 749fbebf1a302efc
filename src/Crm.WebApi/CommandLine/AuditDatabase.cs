using Crm.Infrastructure;
using Crm.Infrastructure.Audit;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Crm.Infrastructure.Vault;
using Crm.WebApi.Startup;
using Npgsql;

namespace Crm.WebApi.CommandLine;

/// <summary>The server's database as a command reads it: with the same settings, and beside a server that runs.</summary>
internal sealed class AuditDatabase : IAsyncDisposable
{
    private readonly Storage? storage;
    private readonly NpgsqlDataSource source;
    private readonly DataKeys dataKeys;

    private AuditDatabase(DatabaseUrls urls, EncryptionKeys keys, ServerOptions server, Storage? storage)
    {
        this.storage = storage;
        var time = server.TestClock is { } file ? new FileClock(file) : TimeProvider.System;
        source = new NpgsqlDataSourceBuilder(urls.Main).Build();
        dataKeys = new(source, keys, time);
        Verifier = new(source, new AuditHeads(new DataKeyVault(dataKeys)), time);
    }

    public AuditVerifier Verifier { get; }

    public static async Task<AuditDatabase> OpenAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder([.. settings, "--hostBuilder:reloadConfigOnChange=false"]);
        var server = ServerOptions.From(builder.Configuration);
        if (builder.Configuration.Optional("CRM_DATABASE_URL") is null)
        {
            if (!RunningCluster.Exists(server.DataDirectory))
            {
                throw new StartupException(
                    $"There is no database in {server.DataDirectory}. Set CRM_DATA_DIR or CRM_DATABASE_URL as the server has it."
                );
            }

            if (await RunningCluster.FindAsync(server.DataDirectory, cancellationToken) is { } running)
            {
                return new(
                    DatabaseUrls.Embedded(running),
                    KeysOf(builder.Configuration, server),
                    server,
                    storage: null
                );
            }
        }

        var opened = await Storage.OpenAsync(builder.Configuration, server, cancellationToken);

        return new(opened.Urls, opened.Keys, server, opened);
    }

    public async ValueTask DisposeAsync()
    {
        dataKeys.Dispose();
        await source.DisposeAsync();
        await (storage?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static EncryptionKeys KeysOf(IConfiguration configuration, ServerOptions server) =>
        EncryptionKeys.Parse(
            configuration.Optional(EncryptionKeys.Setting)
                ?? GeneratedKey.Read(server.DataDirectory)
                ?? throw new StartupException($"{EncryptionKeys.Setting} is missing. {EncryptionKeys.Remedy}")
        );
}
