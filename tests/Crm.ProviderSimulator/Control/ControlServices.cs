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
        builder.Services.AddSingleton<RefusalLog>();
        builder.Services.AddSingleton<CallCounts>();
        builder.Services.AddSingleton<FaultBoard>();
        builder.Services.AddSingleton<SettingsHolder>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<StateReport>();
        builder.Services.AddSingleton<HomePage>();
        builder.Services.AddSingleton(new CrmAddress(builder.Configuration["SIM_CRM_URL"] ?? "http://localhost:8000"));
        builder.Services.ConfigureHttpJsonOptions(json => ControlJson.Configure(json.SerializerOptions));
        builder
            .Services.AddHttpClient(WebhookSender.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }
}

/// <summary>Where the CRM under test listens by default; every address can be given per call as well.</summary>
internal sealed record CrmAddress(string BaseUrl)
{
    public string LoginWebhook => $"{BaseUrl}/api/integrations/webhooks/tiktok/";

    public string LeadWebhook => $"{BaseUrl}/api/integrations/webhooks/tiktok-leadgen/";

    public string Callback(string platform) => $"{BaseUrl}/api/integrations/accounts/oauth/callback/{platform}/";
}
