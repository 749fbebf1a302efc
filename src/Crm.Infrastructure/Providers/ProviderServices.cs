using Crm.Application.Integrations;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.BeyondVisit;
using Crm.Infrastructure.Providers.GoogleAds;
using Crm.Infrastructure.Providers.Instagram;
using Crm.Infrastructure.Providers.LinkedIn;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.MetaLeads;
using Crm.Infrastructure.Providers.TikTok;
using Crm.Infrastructure.Providers.TikTokLeads;
using Crm.Infrastructure.Providers.WhatsApp;
using Crm.Infrastructure.Providers.X;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers;

internal static class ProviderServices
{
    /// <summary>
    /// One line a provider, which is all that is known of it elsewhere: without line and folder it is gone. Each reads and checks
    /// its own settings here, before the server starts.
    /// </summary>
    public static IServiceCollection AddProviders(
        this IServiceCollection services,
        IConfiguration configuration,
        ServerOptions server
    )
    {
        services.AddSingleton<ProviderCatalog>();
        services.AddTikTok(configuration, server);
        services.AddTikTokLeads(configuration, server);
        services.AddGoogleAds(configuration, server);
        services.AddMeta(configuration, server);
        services.AddMetaLeads();
        services.AddInstagram();
        services.AddWhatsApp();
        services.AddLinkedIn(configuration, server);
        services.AddX(configuration, server);
        services.AddBeyondVisit(configuration, server);

        return services;
    }
}
