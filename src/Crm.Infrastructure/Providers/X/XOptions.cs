using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.X;

/// <summary>The platform's own app, for customers who have none; pasted keys need no settings.</summary>
/// <param name="ClientId">Null: no app is set up.</param>
/// <param name="ApiUrl">Signed along with every request of pasted keys; ends with a slash.</param>
internal sealed record XOptions(string? ClientId, Secret? ClientSecret, Uri AuthorizeUrl, Uri ApiUrl)
{
    public string RequiredClientId =>
        ClientId
        ?? throw new ProviderException("integration_not_configured", XProvider.Key, reason: null, retryAfter: null);

    public static XOptions From(IConfiguration configuration, ServerOptions server)
    {
        // Public, like everything in demo mode: the simulator knows the same app.
        if (server.IsDemo && configuration.Optional("X_CLIENT_ID") is null)
        {
            configuration["X_CLIENT_ID"] = "x_client_demo";
            configuration["X_CLIENT_SECRET"] = "x_client_secret_demo";
            configuration["X_AUTH_BASE_URL"] ??= ServerOptions.SimulatorUrl;
            configuration["X_API_BASE_URL"] ??= ServerOptions.SimulatorUrl;
        }

        var id = configuration.Optional("X_CLIENT_ID");
        var secret = configuration.Optional("X_CLIENT_SECRET");
        if (id is null != secret is null)
        {
            throw new StartupException(
                $"{(id is null ? "X_CLIENT_ID" : "X_CLIENT_SECRET")} is missing. Set both, from the app's page at developer.x.com, or neither."
            );
        }

        return new(
            id,
            secret is null ? null : new Secret(secret),
            new Uri(configuration.BaseUrl("X_AUTH_BASE_URL", "https://x.com"), "i/oauth2/authorize"),
            configuration.BaseUrl("X_API_BASE_URL", "https://api.x.com")
        );
    }
}
