using System.Runtime.Versioning;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>Makes the folders ready and, as root, hands the cluster's to an unprivileged user.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterHome
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Passable =
        OwnerOnly
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>Returns the folder to run the binaries from.</summary>
    public static async Task<string> PrepareAsync(
        ClusterLayout layout,
        string binaries,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(layout.Secrets, OwnerOnly);
        if (!layout.AsRoot)
        {
            return binaries;
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new StartupException("The embedded PostgreSQL cannot run as root here: start as an ordinary user.");
        }

        Directory.CreateDirectory(layout.RootHome, Passable);
        await RefuseForeignAsync(layout.RootHome, cancellationToken);
        Directory.CreateDirectory(layout.Home, OwnerOnly);
        await ChangeOwnerAsync(layout.Home, cancellationToken);
        return IsPassable(binaries) ? binaries : await CopyBinariesAsync(layout, binaries, cancellationToken);
    }

    public static async Task ChangeOwnerAsync(string path, CancellationToken cancellationToken)
    {
        var owner = $"{PostgresTools.UnprivilegedId}:{PostgresTools.UnprivilegedId}";
        var result = await SystemCommand.RunAsync("chown", [owner, path], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new StartupException($"The folder {path} cannot be handed to PostgreSQL's user: {result.Output}");
        }
    }

    // /var/tmp is open to everybody: a folder somebody else put there first could hold anything.
    private static async Task RefuseForeignAsync(string path, CancellationToken cancellationToken)
    {
        var owner = await SystemCommand.RunAsync("stat", ["-c", "%u %F", path], cancellationToken);
        if (owner.Output != "0 directory")
        {
            throw new StartupException($"The folder {path} does not belong to root: remove it and start again.");
        }
    }

    private static bool IsPassable(string binaries)
    {
        var open = File.GetUnixFileMode(Path.Combine(binaries, "postgres")).HasFlag(UnixFileMode.OtherExecute);
        for (var folder = new DirectoryInfo(binaries); open && folder is not null; folder = folder.Parent)
        {
            open = folder.LinkTarget is null && folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute);
        }

        return open;
    }

    private static async Task<string> CopyBinariesAsync(
        ClusterLayout layout,
        string binaries,
        CancellationToken cancellationToken
    )
    {
        var stamp = File.GetLastWriteTimeUtc(Path.Combine(binaries, "postgres")).Ticks;
        var copy = Path.Combine(layout.RootHome, $"binaries-{stamp:x}");
        if (!Directory.Exists(copy))
        {
            var unfinished = copy + ".unfinished";
            var source = Path.GetDirectoryName(binaries)!;
            await RunAsync("rm", ["-rf", unfinished], cancellationToken);
            await RunAsync("cp", ["-RP", source, unfinished], cancellationToken);
            await RunAsync("chmod", ["-R", "u+rwX,go+rX,go-w", unfinished], cancellationToken);
            Directory.Move(unfinished, copy);
        }

        return Path.Combine(copy, Path.GetFileName(binaries));
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await SystemCommand.RunAsync(program, arguments, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException(result.Output);
        }
    }
}
