using Crm.ProviderSimulator.Control.Calls;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.Control;

internal static class ControlServices
{
    public static void AddSimulatorControl(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);

        var clockFile = builder.Configuration["CRM_TEST_CLOCK"];
        builder.Services.AddSingleton(string.IsNullOrEmpty(clockFile) ? TimeProvider.System : new FileClock(clockFile));
        builder.Services.AddSingleton<SimulatedProviders>();
        builder.Services.AddSingleton<RefusalLog>();
        builder.Services.AddSingleton<CallCounts>();
        builder.Services.AddSingleton<FaultBoard>();
        builder.Services.AddSingleton<HeldCalls>();
        builder.Services.AddSingleton<SettingsHolder>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<StateReport>();
        builder.Services.AddSingleton<HomePage>();
        builder.Services.AddSingleton(CrmAddress.Of(builder.Configuration["SIM_CRM_URL"]));
        builder.Services.ConfigureHttpJsonOptions(json => ControlJson.Configure(json.SerializerOptions));
        builder
            .Services.AddHttpClient(WebhookSender.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }
}

/// <summary>Where the CRM under test listens by default; every address can be given per call as well.</summary>
internal sealed record CrmAddress(string BaseUrl)
{
    /// <summary>Written as the CRM writes it itself: redirect URIs are compared byte for byte.</summary>
    public static CrmAddress Of(string? url) =>
        new(new Uri(string.IsNullOrEmpty(url) ? "http://localhost:8000" : url).AbsoluteUri.TrimEnd('/'));

    public string Webhook(string platform) => $"{BaseUrl}/api/integrations/webhooks/{platform}/";

    public string Callback(string platform) => $"{BaseUrl}/api/integrations/accounts/oauth/callback/{platform}/";
}
