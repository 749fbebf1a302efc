using System.Globalization;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>What postmaster.pid says: line 1 the process, line 4 the port, line 8 the state.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port, string State)
{
    public static string PathIn(ClusterLayout layout) => Path.Combine(layout.Cluster, "postmaster.pid");

    /// <summary>The running postmaster of this cluster, or null when the file is missing or left over.</summary>
    public static async Task<PostmasterFile?> FindRunningAsync(
        ClusterLayout layout,
        CancellationToken cancellationToken
    )
    {
        string[] lines;
        try
        {
            lines = await File.ReadAllLinesAsync(PathIn(layout), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
        {
            return null;
        }

        var commandLine = await CommandLineOfAsync(processId, cancellationToken);
        if (!commandLine.Contains(layout.Cluster, StringComparison.Ordinal))
        {
            return null;
        }

        _ = int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port);
        return new PostmasterFile(processId, port, lines.ElementAtOrDefault(7)?.Trim() ?? "starting");
    }

    // A process id is given out again, in a container soon: only the command line tells whether it is still PostgreSQL.
    private static async Task<string> CommandLineOfAsync(int processId, CancellationToken cancellationToken)
    {
        var id = processId.ToString(CultureInfo.InvariantCulture);
        if (!OperatingSystem.IsLinux())
        {
            return (await SystemCommand.RunAsync("ps", ["-p", id, "-o", "args="], cancellationToken)).Output;
        }

        try
        {
            return await File.ReadAllTextAsync($"/proc/{id}/cmdline", cancellationToken);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
