using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.TikTokLeads;

internal static class TikTokLeadsModule
{
    private const int LargestFile = 64 * 1024 * 1024;

    public static void AddTikTokLeads(
        this IServiceCollection services,
        IConfiguration configuration,
        ServerOptions server
    )
    {
        var options = TikTokLeadsOptions.From(configuration, server);
        services.AddSingleton(options);
        services.AddProviderApi<ITikTokLeadsApi>(
            configuration,
            options.ApiUrl,
            TikTokLeadsJson.Default,
            request => request.Method == HttpMethod.Get
        );

        services.AddProviderApi<ITikTokLeadFilesApi>(
            configuration,
            options.ApiUrl,
            TikTokLeadsJson.Default,
            request => request.Method == HttpMethod.Get,
            LargestFile
        );

        services.AddProviderApi<ITikTokLeadsSubscriptionsApi>(
            configuration,
            options.ApiUrl,
            TikTokLeadsJson.Default,
            request => request.Method == HttpMethod.Get
        );

        services.AddSingleton<TikTokLeadsAdvertisers>();
        services.AddSingleton<TikTokLeadsExport>();
        services.AddSingleton<IProvider, TikTokLeadsSource>();
        services.AddSingleton<IProvider, TikTokLeadsSubscriber>();
        services.AddSingleton<IProvider, TikTokLeadsConnector>();
        services.AddSingleton<IProvider, TikTokLeadsProfileReader>();
        services.AddSingleton<IInboundHook>(
            new TikTokLeadsHook(HookSecrets.From(configuration, "TIKTOK_BUSINESS_APP_SECRET"))
        );
    }
}
