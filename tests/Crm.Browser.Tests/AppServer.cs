using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Xunit;

namespace Crm.Browser.Tests;

/// <summary>The server with the app in it, by the real clock, the simulator of all platforms, and a Chromium: one of each for a class.</summary>
public sealed class AppServer : IAsyncLifetime
{
    private static readonly string[] ChromiumSwitches =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;
    private SimulatorProcess? simulator;

    public TestServer Server { get; private set; } = null!;

    public IBrowser Chromium { get; private set; } = null!;

    public Platforms Platforms { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Prerequisites.Missing is not null)
        {
            return;
        }

        simulator = await SimulatorProcess.StartAsync();
        var keys = AppKeys.Create();
        Server = await TestServer.StartAsync(
            services: services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System)),
            settings:
            [
                ("CRM_APP_DIR", Prerequisites.BuiltApp),
                ("CRM_PICTURE_ORIGINS", simulator.Address.AbsoluteUri),
                .. World.PlatformAdmin,
                .. Platforms.Settings(simulator.Address, keys),
            ]
        );
        Platforms = await Platforms.RegisterAsync(simulator.Address, Server.Address, keys);
        playwright = await Playwright.CreateAsync();
        Chromium = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Prerequisites.Chromium, Args = ChromiumSwitches }
        );
    }

    public async Task DisposeAsync()
    {
        if (Prerequisites.Missing is not null)
        {
            return;
        }

        await Chromium.DisposeAsync();
        playwright!.Dispose();
        Platforms.Dispose();
        await Server.DisposeAsync();
        await simulator!.DisposeAsync();
    }
}
