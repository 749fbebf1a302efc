using System.Globalization;
using Crm.Benchmarks.Data;
using Crm.TestKit;

namespace Crm.Benchmarks.Limit;

/// <summary>The limit as a process of its own.</summary>
internal sealed class LimitProcess : IAsyncDisposable
{
    private readonly ChildProcess process;

    private LimitProcess(ChildProcess process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int ProcessId => process.Id;

    public static async Task<LimitProcess> StartAsync(string connectionString, string publicKey, string provider)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}");
        var started = ChildProcess.Start(
            "Crm.Benchmarks",
            [LimitServer.Mode],
            new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = address.AbsoluteUri.TrimEnd('/'),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                [LimitServer.DatabaseSetting] = connectionString,
                [LimitServer.KeySetting] = publicKey,
                [LimitServer.WebhookSecretSetting] = ProductSettings.WebhookSecret,
                [LimitServer.ProviderSetting] = provider,
            }
        );
        await HttpProbe.WaitAsync(started, new Uri(address, "/health/ready"));

        return new(started, address);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
