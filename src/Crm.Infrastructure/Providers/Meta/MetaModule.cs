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
    }

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
