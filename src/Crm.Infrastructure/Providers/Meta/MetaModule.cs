using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>What the three products at the graph share.</summary>
internal static class MetaModule
{
    public static void AddMeta(this IServiceCollection services, IConfiguration configuration, ServerOptions server)
    {
        var options = GraphOptions.From(configuration, server);
        services.AddSingleton(options);
        AddGraph<IGraphApi>(services, configuration, options.ApiUrl);
        AddGraph<IInstagramGraphApi>(services, configuration, options.InstagramApiUrl);
        AddGraph<IInstagramCodes>(services, configuration, options.InstagramTokenUrl);
        services.AddSingleton<GraphClient>();
        services.AddSingleton<GraphTokens>();
        services.AddSingleton<IInboundHook>(Hook(configuration));
    }

    private static MetaHook Hook(IConfiguration configuration) =>
        new(
            // The same app signs with a secret of its own what comes from Instagram's own login (instagram §5).
            HookSecrets.Of(
                configuration.Optional("META_APP_SECRET"),
                configuration.Optional("META_INSTAGRAM_APP_SECRET")
            ),
            configuration.Optional("META_WEBHOOK_VERIFY_TOKEN") is { } token ? new Secret(token) : null
        );

    private static void AddGraph<T>(IServiceCollection services, IConfiguration configuration, Uri url)
        where T : class =>
        services.AddProviderApi<T>(
            configuration,
            url,
            GraphJson.Default,
            // Instagram's login gives tokens by GET.
            request =>
                request.Method == HttpMethod.Get
                && !request.RequestUri!.AbsolutePath.EndsWith("access_token", StringComparison.Ordinal)
        );
}
