namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>Turns what the operating system and PostgreSQL say into one sentence for the operator.</summary>
internal static class StartupFailures
{
    // A log that could not be written either says nothing about the disk.
    private const long AlmostNothing = 16 * 1024 * 1024;

    private static readonly string[] FullDisk = ["No space left on device", "Disk quota exceeded"];

    public static StartupException Translate(Exception exception, ClusterLayout layout)
    {
        var folder = layout.AsRoot ? layout.RootHome : layout.DataDirectory;
        return exception switch
        {
            _ when IsFullDisk(exception.Message) => DiskIsFull(folder, exception),
            UnauthorizedAccessException => new StartupException(
                $"CRM_DATA_DIR {layout.DataDirectory} cannot be written by this user: give it the rights, or set another CRM_DATA_DIR.",
                exception
            ),
            _ => new StartupException(
                $"CRM_DATA_DIR {layout.DataDirectory} cannot be used: {OneLine(exception.Message)}",
                exception
            ),
        };
    }

    public static StartupException FromOutput(string what, string output, ClusterLayout layout)
    {
        var folder = layout.AsRoot ? layout.RootHome : layout.DataDirectory;
        if (IsFullDisk(output) || new DriveInfo(folder).AvailableFreeSpace < AlmostNothing)
        {
            return DiskIsFull(folder, null);
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason =
            lines.LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal))
            ?? lines.LastOrDefault(line => line.Contains("error:", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "it gave no reason";
        return new StartupException($"{what}: {OneLine(reason)} (log: {layout.Log})");
    }

    private static StartupException DiskIsFull(string folder, Exception? exception) =>
        new($"The disk that holds {folder} is full: free at least 200 MB and start again.", exception);

    private static bool IsFullDisk(string text) =>
        FullDisk.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
