using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>The platform's own app at the Marketing API; without one, advertisers cannot be connected.</summary>
/// <param name="AppId">Null: no app is set up.</param>
/// <param name="ExportPatience">How long an export may take to become ready.</param>
internal sealed record TikTokLeadsOptions(string? AppId, Secret? AppSecret, Uri ApiUrl, TimeSpan ExportPatience)
{
    public Uri AuthorizeUrl => new(ApiUrl, "portal/auth");

    public string RequiredAppId =>
        AppId
        ?? throw new ProviderException(
            "integration_not_configured",
            TikTokLeadsProvider.Key,
            reason: null,
            retryAfter: null
        );

    public static TikTokLeadsOptions From(IConfiguration configuration, ServerOptions server)
    {
        UseDemoApp(configuration, server);
        var id = configuration.Optional("TIKTOK_BUSINESS_APP_ID");
        var secret = configuration.Optional("TIKTOK_BUSINESS_APP_SECRET")?.Split(',')[0].Trim();
        if (id is not null && secret is null)
        {
            throw new StartupException(
                "TIKTOK_BUSINESS_APP_SECRET is missing. Set it beside TIKTOK_BUSINESS_APP_ID, from the app's page in TikTok's Marketing API portal."
            );
        }

        return new(
            id,
            secret is null ? null : new Secret(secret),
            configuration.Url("TIKTOK_BUSINESS_API_BASE_URL", "https://business-api.tiktok.com"),
            TimeSpan.FromSeconds(
                configuration.Number("TIKTOK_LEADS_EXPORT_SECONDS", otherwise: 120, least: 1, most: 600)
            )
        );
    }

    private static void UseDemoApp(IConfiguration configuration, ServerOptions server)
    {
        if (server.IsDemo && configuration.Optional("TIKTOK_BUSINESS_APP_ID") is null)
        {
            configuration["TIKTOK_BUSINESS_APP_ID"] = "7000000000000000000";
            configuration["TIKTOK_BUSINESS_APP_SECRET"] = "app_secret_demo";
            configuration["TIKTOK_BUSINESS_API_BASE_URL"] ??= ServerOptions.SimulatorUrl;
        }
    }
}
