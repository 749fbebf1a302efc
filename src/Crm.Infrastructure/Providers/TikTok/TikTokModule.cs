using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.TikTok;

internal static class TikTokModule
{
    public static void AddTikTok(this IServiceCollection services, IConfiguration configuration, ServerOptions server)
    {
        var options = TikTokOptions.From(configuration, server);
        services.AddSingleton(options);
        services.AddProviderApi<ITikTokApi>(
            configuration,
            options.ApiUrl,
            TikTokJson.Default,
            request => request.RequestUri!.AbsolutePath is "/v2/user/info/" or "/v2/video/list/"
        );

        services.AddSingleton<IProvider, TikTokConnector>();
        services.AddSingleton<ITokenRefresher, TikTokRefresher>();
        services.AddSingleton<IProvider, TikTokProfileReader>();
        services.AddSingleton<IProvider, TikTokVideoReader>();
        services.AddSingleton<IInboundHook>(new TikTokHook(TikTokHookOptions.From(configuration)));
    }
}
