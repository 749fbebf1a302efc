using System.Globalization;

namespace Crm.TestKit;

/// <summary>The provider simulator as a real process on a free port.</summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly ChildProcess process;

    private SimulatorProcess(ChildProcess process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public string Output => process.Output;

    public static async Task<SimulatorProcess> StartAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}");
        var settings = new Dictionary<string, string?>(
            environment ?? new Dictionary<string, string?>(),
            StringComparer.Ordinal
        )
        {
            ["ASPNETCORE_URLS"] = address.AbsoluteUri.TrimEnd('/'),
        };
        var started = ChildProcess.Start("Crm.ProviderSimulator", [], settings);
        try
        {
            await HttpProbe.WaitAsync(started, address);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return new SimulatorProcess(started, address);
    }

    public Task StopAsync() => process.StopAsync();

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
