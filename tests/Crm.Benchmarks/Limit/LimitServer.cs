using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>
/// What could be had: a minimal API on bare Npgsql, written by hand for these few routes, without anything the product
/// promises beyond them.
/// </summary>
internal static class LimitServer
{
    public const string Mode = "--limit-server";
    public const string DatabaseSetting = "LIMIT_DATABASE_URL";
    public const string KeySetting = "LIMIT_KEY";
    public const string WebhookSecretSetting = "LIMIT_WEBHOOK_SECRET";
    public const string ProviderSetting = "LIMIT_PROVIDER_URL";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var settings = builder.Configuration;
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(settings[DatabaseSetting])
            {
                MaxAutoPrepare = 100,
                AutoPrepareMinUsages = 2,
                NoResetOnClose = true,
            }.ConnectionString
        );
        await using var app = builder.Build();

        var access = new LimitAccess(database, new LimitTokens(database), settings[KeySetting]!);
        var leads = new LimitLeads(database, access);
        var search = new LimitPages(database, access);
        var webhooks = new LimitWebhooks(database, settings[WebhookSecretSetting]!);
        var signIn = new LimitSignIn();
        using var sweep = new LimitSweep(database, settings[ProviderSetting]!);

        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/api/v1/leads", leads.CreateAsync);
        app.MapGet("/api/v1/leads", search.ReadAsync);
        app.MapPost("/api/integrations/webhooks/tiktok/", webhooks.ReceiveAsync);
        app.MapPost("/api/v1/auth/login", signIn.CheckAsync);
        app.MapPost("/sweep", sweep.RunAsync);

        await app.RunAsync();
    }
}
