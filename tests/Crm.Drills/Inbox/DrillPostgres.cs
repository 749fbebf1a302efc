using System.Diagnostics;
using Crm.Infrastructure.Persistence.EmbeddedPostgres;
using Crm.TestKit;
using Crm.WebApi.CommandLine;

namespace Crm.Drills.Inbox;

/// <summary>A PostgreSQL of our own, which can be killed and started again on the same port.</summary>
internal sealed class DrillPostgres : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"crm-drill-{Guid.CreateVersion7():n}");
    private ChildProcess owner;

    private DrillPostgres() => owner = Launch();

    public string ConnectionString { get; private set; } = "";

    public static async Task<DrillPostgres> StartAsync()
    {
        var postgres = new DrillPostgres();
        postgres.ConnectionString = await postgres.WaitAsync();

        return postgres;
    }

    /// <summary>SIGKILL to the postmaster, and to its owner, which would otherwise delete everything.</summary>
    public async Task KillAsync()
    {
        var layout = new ClusterLayout(new() { DataDirectory = folder, BinariesDirectory = folder });
        var running = await PostmasterFile.FindRunningAsync(layout, CancellationToken.None);
        await owner.KillAsync();
        using var postmaster = Process.GetProcessById(running!.ProcessId);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
    }

    public async Task RestartAsync()
    {
        await owner.DisposeAsync();
        owner = Launch();
        if (await WaitAsync() != ConnectionString)
        {
            throw new InvalidOperationException("PostgreSQL came back on another port.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Killed and not restarted, it would leave everything behind.
        if (owner.HasExited)
        {
            await RestartAsync();
        }

        await owner.DisposeAsync();
    }

    // Deletes the cluster when its input ends: also when this process is killed.
    private ChildProcess Launch() =>
        ChildProcess.Start(
            "Crm.WebApi",
            [PostgresCommand.Verb, "--data-dir", folder, "--temporary"],
            new Dictionary<string, string?>(StringComparer.Ordinal)
        );

    private async Task<string> WaitAsync()
    {
        await Poll.UntilAsync(
            () => owner.HasExited || owner.Output.Contains("Host=", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            "PostgreSQL did not start."
        );

        return owner.HasExited ? throw new InvalidOperationException(owner.Output) : owner.Output.Trim();
    }
}
