using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>Starts and stops the database process. pg_ctl gives it a session of its own, so Ctrl-C reaches only us.</summary>
internal sealed partial class Postmaster(ClusterLayout layout, PostgresTools tools, bool nonDurable, ILogger logger)
{
    private const long LogLimit = 10 * 1024 * 1024;

    private static readonly TimeSpan DyingPredecessor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    /// <summary>Takes over what a killed server left running, or starts afresh; returns the port.</summary>
    public async Task<int> AdoptOrStartAsync(int? wantedPort, string password, CancellationToken cancellationToken)
    {
        if (await PostmasterFile.FindRunningAsync(layout, cancellationToken) is { } leftOver)
        {
            if (await IsHealthyAsync(leftOver.ProcessId, password, cancellationToken) is { } port)
            {
                LogAdopted(logger, leftOver.ProcessId);
                return port;
            }

            LogRestarting(logger, leftOver.ProcessId);
            await StopAsync();
        }

        return await StartAsync(wantedPort, cancellationToken);
    }

    public async Task StopAsync()
    {
        foreach (var mode in (string[])["fast", "immediate"])
        {
            if (await PostmasterFile.FindRunningAsync(layout, CancellationToken.None) is null)
            {
                return;
            }

            string[] arguments = ["stop", "-s", "-w", "-D", layout.Cluster, "-m", mode, "-t", "20"];
            await tools.RunAsync("pg_ctl", arguments, CancellationToken.None);
        }
    }

    private async Task<int> StartAsync(int? wantedPort, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var port = ClusterSettings.ChoosePort(layout, wantedPort);
            ClusterSettings.Write(layout, port, nonDurable);
            RollLog();
            if (await PostmasterFile.FindRunningAsync(layout, cancellationToken) is null)
            {
                File.Delete(PostmasterFile.PathIn(layout));
            }

            var logged = LogLength();
            string[] arguments = ["start", "-s", "-w", "-t", "60", "-D", layout.Cluster, "-l", layout.Log];
            var result = await tools.RunAsync("pg_ctl", arguments, cancellationToken);
            if (result.ExitCode == 0)
            {
                LogStarted(logger, port);
                return port;
            }

            var output = $"{result.Output}\n{ReadLog(logged)}";
            if (!IsPassing(output) || waited.Elapsed > DyingPredecessor)
            {
                throw StartupFailures.FromOutput("PostgreSQL did not start", output, layout);
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>The port when the postmaster answers as this cluster; it may be replaying after a crash, so it is given time.</summary>
    private async Task<int?> IsHealthyAsync(int processId, string password, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (
            waited.Elapsed < Recovery
            && await PostmasterFile.FindRunningAsync(layout, cancellationToken) is { } current
            && current.ProcessId == processId
        )
        {
            if (string.Equals(current.State, "stopping", StringComparison.Ordinal))
            {
                return null;
            }

            if (string.Equals(current.State, "ready", StringComparison.Ordinal))
            {
                return await AnswersAsync(current.Port, password, cancellationToken) ? current.Port : null;
            }

            await Task.Delay(100, cancellationToken);
        }

        return null;
    }

    private async Task<bool> AnswersAsync(int port, string password, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ClusterAccounts.SuperuserConnectionString(port, password))
        {
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 5,
        };
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select current_setting('data_directory')", connection);
            return await command.ExecuteScalarAsync(cancellationToken) is string folder && folder == layout.Cluster;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    // Two troubles pass by themselves: a killed predecessor whose last processes still hold its shared memory,
    // and a port somebody took between our look and PostgreSQL's.
    private static bool IsPassing(string output) =>
        output.Contains("pre-existing shared memory", StringComparison.Ordinal)
        || output.Contains("lock file", StringComparison.Ordinal)
        || output.Contains("another server might be running", StringComparison.Ordinal)
        || output.Contains("Address already in use", StringComparison.Ordinal);

    private void RollLog()
    {
        if (LogLength() > LogLimit)
        {
            File.Move(layout.Log, layout.Log + ".1", overwrite: true);
        }
    }

    private long LogLength() => File.Exists(layout.Log) ? new FileInfo(layout.Log).Length : 0;

    private string ReadLog(long from)
    {
        if (!File.Exists(layout.Log))
        {
            return string.Empty;
        }

        using var log = new FileStream(layout.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    [LoggerMessage(1, LogLevel.Information, "PostgreSQL listens on 127.0.0.1:{Port}")]
    private static partial void LogStarted(ILogger logger, int port);

    [LoggerMessage(
        2,
        LogLevel.Information,
        "PostgreSQL {ProcessId} was left running by an earlier server and is used again"
    )]
    private static partial void LogAdopted(ILogger logger, int processId);

    [LoggerMessage(3, LogLevel.Warning, "PostgreSQL {ProcessId} was left running but does not answer: it is restarted")]
    private static partial void LogRestarting(ILogger logger, int processId);
}
