using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Crm.TestKit;

/// <summary>One of our programs as a real process, from its own folder under artifacts/bin, with its output kept as text.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(15);

    private readonly StringBuilder output = new();
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Standard output and error so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public static ChildProcess Start(
        string project,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var start = new ProcessStartInfo("dotnet", [AssemblyOf(project), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>End of input and SIGTERM, as an operator stops it; SIGKILL when it does not listen.</summary>
    public async Task StopAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            await SignalAsync("TERM");
        }

        using var patience = new CancellationTokenSource(GraceTime);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    // Tests run from artifacts/bin/<test project>/<configuration>; every other program lies beside.
    private static string AssemblyOf(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(configuration.Parent!.Parent!.FullName, project, configuration.Name, $"{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built.", path);
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
