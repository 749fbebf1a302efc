using System.Globalization;

namespace Crm.TestKit;

/// <summary>The built server as a real process on its own port: it can be killed and started again.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> environment;
    private ChildProcess process;
    private string earlierOutput = string.Empty;

    private ServerProcess(Dictionary<string, string?> environment, int port)
    {
        this.environment = environment;
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        environment["ASPNETCORE_URLS"] = Address.AbsoluteUri.TrimEnd('/');
        environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Production");
        process = StartProcess();
    }

    public Uri Address { get; }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Standard output and error of every run.</summary>
    public string Output => earlierOutput + process.Output;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(
        IReadOnlyDictionary<string, string?> environment,
        int? port = null
    )
    {
        var server = Launch(environment, port);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Starts it without waiting, for servers that are expected to refuse.</summary>
    public static ServerProcess Launch(IReadOnlyDictionary<string, string?> environment, int? port = null) =>
        new(new Dictionary<string, string?>(environment, StringComparer.Ordinal), port ?? FreePort.Choose());

    public Task WaitUntilReadyAsync() => HttpProbe.WaitAsync(process, new Uri(Address, "/health/ready"));

    public Task WaitForExitAsync(TimeSpan timeout) =>
        Poll.UntilAsync(() => process.HasExited, timeout, $"The server still runs:\n{Output}");

    /// <summary>SIGKILL, as the machine would do it.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <summary>SIGTERM, as an operator would do it.</summary>
    public Task StopAsync() => process.StopAsync();

    /// <summary>SIGSTOP: alive for all who look at its connections, and silent. Until <see cref="ThawAsync" />.</summary>
    public Task FreezeAsync() => process.SignalAsync("STOP");

    public Task ThawAsync() => process.SignalAsync("CONT");

    /// <summary>Starts again on the same port with the same settings.</summary>
    public async Task RestartAsync()
    {
        await process.DisposeAsync();
        earlierOutput += process.Output;
        process = StartProcess();
        await WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private ChildProcess StartProcess() => ChildProcess.Start("Crm.WebApi", [], environment);
}
