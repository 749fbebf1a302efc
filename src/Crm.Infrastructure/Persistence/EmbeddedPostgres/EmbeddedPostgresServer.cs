using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL of our own in the data directory. Owned by one server at a time; a postmaster left over from a killed
/// owner is taken over by the next.
/// </summary>
public sealed partial class EmbeddedPostgresServer : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions options;
    private readonly ClusterLayout layout;
    private readonly DataDirectoryLock ownership;
    private readonly Postmaster postmaster;
    private readonly ClusterSecrets secrets;
    private int port;
    private bool stopped;

    private EmbeddedPostgresServer(
        EmbeddedPostgresOptions options,
        ClusterLayout layout,
        DataDirectoryLock @lock,
        Postmaster postmaster,
        ClusterSecrets secrets
    )
    {
        this.options = options;
        this.layout = layout;
        ownership = @lock;
        this.postmaster = postmaster;
        this.secrets = secrets;
    }

    /// <summary>As the login role <c>crm</c>: may create roles and databases, is no superuser.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>Throws <see cref="StartupException"/> with one sentence for the operator.</summary>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StartupException("The embedded PostgreSQL does not run on Windows: set CRM_DATABASE_URL.");
        }

        var cluster = new ClusterLayout(options);
        var binaries = FindBinaries(options.BinariesDirectory);
        try
        {
            var taken = DataDirectoryLock.Acquire(cluster);
            try
            {
                return await StartOwnedAsync(options, cluster, taken, binaries, logger, cancellationToken);
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartupFailures.Translate(exception, cluster);
        }
    }

    /// <summary>
    /// Starts it again when it is gone, on the same port, since everybody has the connection string by now. Answers
    /// whether it was gone; throws when it cannot be had.
    /// </summary>
    public async Task<bool> ReviveAsync(CancellationToken cancellationToken)
    {
        if (await PostmasterFile.FindRunningAsync(layout, cancellationToken) is not null)
        {
            return false;
        }

        await postmaster.AdoptOrStartAsync(port, secrets.SuperuserPassword, cancellationToken);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (stopped)
        {
            return;
        }

        stopped = true;
        NpgsqlConnection.ClearAllPools();
        await postmaster.StopAsync();
        ownership.Dispose();
        if (options.Temporary)
        {
            DeleteEverything();
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<EmbeddedPostgresServer> StartOwnedAsync(
        EmbeddedPostgresOptions options,
        ClusterLayout layout,
        DataDirectoryLock ownership,
        string binaries,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var runnable = await ClusterHome.PrepareAsync(layout, binaries, cancellationToken);
        var tools = new PostgresTools(runnable, layout.AsRoot);
        var process = new Postmaster(layout, tools, options.NonDurable, logger);
        await SetAsideOrphanAsync(layout, process, logger, cancellationToken);
        var passwords = ClusterSecrets.LoadOrCreate(layout);
        if (!layout.ClusterExists)
        {
            LogCreating(logger, layout.Cluster);
            await ClusterInitializer.InitializeAsync(layout, tools, passwords, cancellationToken);
        }

        var server = new EmbeddedPostgresServer(options, layout, ownership, process, passwords);
        try
        {
            await server.OpenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        port = await postmaster.AdoptOrStartAsync(options.Port, secrets.SuperuserPassword, cancellationToken);
        var superuser = ClusterAccounts.SuperuserConnectionString(port, secrets.SuperuserPassword);
        await ClusterAccounts.EnsureAsync(superuser, secrets.LoginPassword, cancellationToken);
        var name = ClusterAccounts.Name;
        ConnectionString = ClusterAccounts.ConnectionString(port, name, secrets.LoginPassword, name);
    }

    private static string FindBinaries(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return File.Exists(Path.Combine(full, "pg_ctl"))
            ? full
            : throw new StartupException(
                $"PostgreSQL was not found in {full}: run build/tools.sh, or set CRM_POSTGRES_BIN or CRM_DATABASE_URL."
            );
    }

    // As root the cluster lives apart from the data directory. Whoever deleted that wants a new beginning, and without
    // its passwords the cluster is of no use; it is kept under another name all the same.
    private static async Task SetAsideOrphanAsync(
        ClusterLayout layout,
        Postmaster postmaster,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        if (!Directory.Exists(layout.Cluster) || File.Exists(ClusterSecrets.SuperuserFile(layout)))
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await postmaster.StopAsync();
        var aside = $"{layout.Cluster}.aside-{Guid.CreateVersion7():n}";
        Directory.Move(layout.Cluster, aside);
        LogSetAside(logger, aside);
    }

    private void DeleteEverything()
    {
        var folders = layout.AsRoot ? [layout.RootHome, layout.DataDirectory] : (string[])[layout.DataDirectory];
        foreach (var folder in folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "A new database is created in {Folder}")]
    private static partial void LogCreating(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Warning, "The database found has no passwords any more; it was set aside as {Folder}")]
    private static partial void LogSetAside(ILogger logger, string folder);
}
