using Crm.Application.Integrations;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.TikTok;
using Crm.Infrastructure.Providers.TikTokLeads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers;

internal static class ProviderServices
{
    /// <summary>One line a provider; each reads and checks its own settings here, before the server starts.</summary>
    public static IServiceCollection AddProviders(
        this IServiceCollection services,
        IConfiguration configuration,
        ServerOptions server
    )
    {
        services.AddSingleton<ProviderCatalog>();
        services.AddTikTok(configuration, server);
        services.AddTikTokLeads(configuration, server);

        return services;
    }
}
