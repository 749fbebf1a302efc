using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Crm.Infrastructure.Providers.X.Posts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.X;

internal static class XModule
{
    public static void AddX(this IServiceCollection services, IConfiguration configuration, ServerOptions server)
    {
        var options = XOptions.From(configuration, server);
        services.AddSingleton(options);
        services.AddProviderApi<IXApi>(
            configuration,
            options.ApiUrl,
            XJson.Default,
            // A signed request carries a nonce, and is good for one sending.
            request => request.Method == HttpMethod.Get && request.Headers.Authorization?.Scheme is not "OAuth"
        );

        services.AddSingleton<XProfileReader>();
        services.AddSingleton<IProvider>(provider => provider.GetRequiredService<XProfileReader>());
        services.AddSingleton<IProvider, XKeys>();
        services.AddSingleton<IProvider, XConnector>();
        services.AddSingleton<ITokenRefresher, XRefresher>();
        services.AddSingleton<XSigning>();
        services.AddSingleton<XUploads>();
        services.AddSingleton<IProvider, XPublisher>();
        services.AddSingleton<IProvider, XCounter>();
    }
}
