using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>The platform's own app at TikTok; without one, accounts can be created but not connected.</summary>
/// <param name="ClientKey">Null: no app is set up.</param>
/// <param name="UsesHexChallenge">An app registered as desktop wants the PKCE challenge in hex (tiktok-login-kit §2).</param>
internal sealed record TikTokOptions(
    string? ClientKey,
    Secret? ClientSecret,
    Uri AuthorizeUrl,
    Uri ApiUrl,
    bool UsesHexChallenge
)
{
    public static TikTokOptions From(IConfiguration configuration, ServerOptions server)
    {
        UseDemoApp(configuration, server);
        var key = configuration.Optional("TIKTOK_CLIENT_ID");
        // Several are listed while a secret is being changed: the first is the present one, the others only verify.
        var secret = configuration.Optional("TIKTOK_CLIENT_SECRET")?.Split(',')[0].Trim();
        if (key is null != secret is null)
        {
            throw new StartupException(
                $"{(key is null ? "TIKTOK_CLIENT_ID" : "TIKTOK_CLIENT_SECRET")} is missing. Set both, from the app's page at developers.tiktok.com, or neither."
            );
        }

        return new(
            key,
            secret is null ? null : new Secret(secret),
            new Uri(configuration.Url("TIKTOK_AUTH_BASE_URL", "https://www.tiktok.com"), "v2/auth/authorize/"),
            configuration.Url("TIKTOK_API_BASE_URL", "https://open.tiktokapis.com"),
            configuration.Choice("TIKTOK_PKCE_ENCODING", "base64url", "hex") is "hex"
        );
    }

    // Public, like everything in demo mode: the simulator knows the same app.
    private static void UseDemoApp(IConfiguration configuration, ServerOptions server)
    {
        if (server.IsDemo && configuration.Optional("TIKTOK_CLIENT_ID") is null)
        {
            configuration["TIKTOK_CLIENT_ID"] = "ck_demo";
            configuration["TIKTOK_CLIENT_SECRET"] = "cs_demo";
            configuration["TIKTOK_AUTH_BASE_URL"] ??= ServerOptions.SimulatorUrl;
            configuration["TIKTOK_API_BASE_URL"] ??= ServerOptions.SimulatorUrl;
        }
    }
}
