using System.Diagnostics;
using System.Security.Cryptography;

namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>The npm packages of this folder's lock, fetched once into <c>.tools</c> and kept there under the lock's hash.</summary>
internal static class NodeClients
{
    private static readonly Lazy<(string? Folder, string? Missing)> Installed = new(Install);

    /// <summary>Why the clients cannot be run on this machine; null when they can.</summary>
    public static string? Missing => Installed.Value.Missing;

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    public static string Folder => Installed.Value.Folder!;

    public static string Sources { get; } =
        Path.Combine(Root(), "tests", "Crm.ProviderSimulator.Tests", nameof(Clients));

    // Asked while tests are discovered, where nothing can be awaited.
    private static (string? Folder, string? Missing) Install()
    {
        if (!Succeeds("node", Root(), "-e", "process.exit(+process.versions.node.split('.')[0] >= 20 ? 0 : 1)"))
        {
            return (null, "Node.js 20 or later is not installed.");
        }

        var wanted = File.ReadAllBytes(Path.Combine(Sources, "package-lock.json"));
        var tools = Path.Combine(Root(), ".tools", "simulator-clients");
        var folder = Path.Combine(tools, Convert.ToHexStringLower(SHA256.HashData(wanted))[..16]);
        if (Directory.Exists(folder))
        {
            return (folder, null);
        }

        var work = Directory.CreateDirectory($"{folder}.{Guid.CreateVersion7()}").FullName;
        try
        {
            foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
            {
                File.Copy(Path.Combine(Sources, name), Path.Combine(work, name));
            }

            return
                Succeeds("npm", work, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
                && PutInPlace(work, folder)
                ? (folder, null)
                : (null, "the npm packages could not be fetched.");
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    // One rename: two test runs may fetch at once, and one may be interrupted.
    private static bool PutInPlace(string work, string folder)
    {
        try
        {
            Directory.Move(work, folder);
            return true;
        }
        catch (IOException)
        {
            return Directory.Exists(folder);
        }
    }

    private static bool Succeeds(string program, string folder, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
            using var process = Process.Start(start)!;
            // Read, so that a talkative program does not stop at a full pipe.
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();

            return process.ExitCode is 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from artifacts/bin.");
        }

        return folder.FullName;
    }
}
