using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.BeyondVisit;

internal static class BeyondVisitModule
{
    public static void AddBeyondVisit(
        this IServiceCollection services,
        IConfiguration configuration,
        ServerOptions server
    )
    {
        var options = BeyondVisitOptions.From(configuration, server);
        services.AddSingleton(options);
        services.AddProviderApi<IBeyondVisitApi>(
            configuration,
            options.ApiUrl,
            BeyondVisitJson.Default,
            // A login token that nobody uses dies by itself.
            _ => true
        );

        services.AddSingleton<IProvider, BeyondVisitLogin>();
    }
}
