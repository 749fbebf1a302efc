using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Crm.Infrastructure.Vault;

namespace Crm.WebApi.Startup;

/// <summary>
/// The database and the key to what is sealed in it: those that the settings name, or without CRM_DATABASE_URL an
/// embedded PostgreSQL with a key made once. Beside somebody's own database a key is never made: it would lie on one
/// server of several.
/// </summary>
internal sealed partial class Storage : IAsyncDisposable
{
    private readonly EmbeddedPostgresServer? embedded;
    private readonly ILoggerFactory? ownLogging;
    private readonly string? newKeyAt;

    private Storage(
        DatabaseUrls urls,
        EncryptionKeys keys,
        EmbeddedPostgresServer? embedded = null,
        ILoggerFactory? logging = null,
        string? newKeyAt = null
    )
    {
        Urls = urls;
        Keys = keys;
        this.embedded = embedded;
        ownLogging = logging;
        this.newKeyAt = newKeyAt;
    }

    public DatabaseUrls Urls { get; }

    public EncryptionKeys Keys { get; }

    public static async Task<Storage> OpenAsync(
        IConfiguration configuration,
        ServerOptions server,
        CancellationToken cancellationToken
    ) =>
        DatabaseUrls.From(configuration) is { } urls
            ? new(urls, EncryptionKeys.Parse(configuration.Required(EncryptionKeys.Setting, EncryptionKeys.Remedy)))
            : await OpenEmbeddedAsync(configuration, server, cancellationToken);

    public void Announce(ILogger logger)
    {
        if (newKeyAt is not null)
        {
            LogNewKey(logger, EncryptionKeys.Setting, newKeyAt);
        }
    }

    public void AddWatch(IServiceCollection services)
    {
        if (embedded is not null)
        {
            services.AddHostedService(provider => new EmbeddedPostgresWatch(
                embedded,
                provider.GetRequiredService<ILogger<EmbeddedPostgresWatch>>()
            ));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }

        ownLogging?.Dispose();
    }

    private static async Task<Storage> OpenEmbeddedAsync(
        IConfiguration configuration,
        ServerOptions server,
        CancellationToken cancellationToken
    )
    {
        // A bad key is told before a database is started for it.
        var given = configuration.Optional(EncryptionKeys.Setting) is { } setting
            ? EncryptionKeys.Parse(setting)
            : null;
        var options = new EmbeddedPostgresOptions
        {
            DataDirectory = server.DataDirectory,
            BinariesDirectory =
                configuration.Optional("CRM_POSTGRES_BIN") ?? EmbeddedPostgresOptions.DefaultBinariesDirectory,
        };
        // Its own, because the database starts before there is a server and stops after it.
        var logging = LoggerFactory.Create(builder => builder.AddJsonConsole());
        EmbeddedPostgresServer? postgres = null;
        try
        {
            postgres = await EmbeddedPostgresServer.StartAsync(
                options,
                logging.CreateLogger<EmbeddedPostgresServer>(),
                cancellationToken
            );
            var (key, newKeyAt) = given is null ? GeneratedKey.LoadOrCreate(server.DataDirectory) : ("", null);

            return new(
                DatabaseUrls.Embedded(postgres.ConnectionString),
                given ?? EncryptionKeys.Parse(key),
                postgres,
                logging,
                newKeyAt
            );
        }
        catch
        {
            await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
            logging.Dispose();
            throw;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{Setting} is not set: a key was made in {Path}. Keep a copy: without it no stored credential can be opened."
    )]
    private static partial void LogNewKey(ILogger logger, string setting, string path);
}
