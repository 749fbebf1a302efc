using System.Globalization;

namespace Crm.TestKit;

/// <summary>The built server as a real process on its own port: it can be killed and started again.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment;
    private ChildProcess _process;
    private string _earlierOutput = string.Empty;

    private ServerProcess(Dictionary<string, string?> environment, int port)
    {
        _environment = environment;
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        _environment["ASPNETCORE_URLS"] = Address.AbsoluteUri.TrimEnd('/');
        _environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Production");
        _process = StartProcess();
    }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and error of every run.</summary>
    public string Output => _earlierOutput + _process.Output;

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

    public Task WaitUntilReadyAsync() => HttpProbe.WaitAsync(_process, new Uri(Address, "/health/ready"));

    public Task WaitForExitAsync(TimeSpan timeout) =>
        Poll.UntilAsync(() => _process.HasExited, timeout, $"The server still runs:\n{Output}");

    /// <summary>SIGKILL, as the machine would do it.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM, as an operator would do it.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>Starts again on the same port with the same settings.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _earlierOutput += _process.Output;
        _process = StartProcess();
        await WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ChildProcess StartProcess() => ChildProcess.Start("Crm.WebApi", [], _environment);
}
