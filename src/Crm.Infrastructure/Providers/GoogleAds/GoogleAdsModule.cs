using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.GoogleAds;

internal static class GoogleAdsModule
{
    public static void AddGoogleAds(
        this IServiceCollection services,
        IConfiguration configuration,
        ServerOptions server
    )
    {
        if (server.IsDemo)
        {
            configuration["GOOGLE_OAUTH_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/oauth2.googleapis.com";
        }

        services.AddProviderApi<IGoogleOAuthApi>(
            configuration,
            configuration.BaseUrl("GOOGLE_OAUTH_BASE_URL", "https://oauth2.googleapis.com"),
            GoogleOAuthJson.Default,
            // It asks for a token that does not exist: nothing comes of it however often.
            _ => true
        );
        services.AddSingleton<IProvider, GoogleAdsKeys>();
        services.AddSingleton<IInboundHook, GoogleLeadFormHook>();
    }
}
