using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.GoogleAds;
using Crm.Infrastructure.Providers.Meta;
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
        services.AddSingleton<IInboundHook>(provider => Meta(provider.GetRequiredService<IConfiguration>()));

        return services;
    }

    private static MetaHook Meta(IConfiguration configuration) =>
        new(
            // The same app signs with a secret of its own what comes from Instagram's own login (instagram §5).
            HookSecrets.Of(
                configuration.Optional("META_APP_SECRET"),
                configuration.Optional("META_INSTAGRAM_APP_SECRET")
            ),
            configuration.Optional("META_WEBHOOK_VERIFY_TOKEN") is { } token ? new Secret(token) : null
        );
}
