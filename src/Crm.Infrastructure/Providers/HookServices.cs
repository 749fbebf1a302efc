using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.GoogleAds;
using Crm.Infrastructure.Providers.Shared;
using Crm.Infrastructure.Providers.TikTok;
using Crm.Infrastructure.Providers.TikTokLeads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers;

internal static class HookServices
{
    public static IServiceCollection AddHooks(this IServiceCollection services)
    {
        services.AddSingleton<IInboundHook>(provider => new TikTokHook(
            TikTokHookOptions.From(provider.GetRequiredService<IConfiguration>())
        ));
        services.AddSingleton<IInboundHook>(provider => new TikTokLeadsHook(
            HookSecrets.From(provider.GetRequiredService<IConfiguration>(), "TIKTOK_BUSINESS_APP_SECRET")
        ));

        services.AddSingleton<IInboundHook, GoogleLeadFormHook>();

        return services;
    }
}
