using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Providers.LinkedIn;

internal static class LinkedInModule
{
    public static void AddLinkedIn(this IServiceCollection services, IConfiguration configuration, ServerOptions server)
    {
        var options = LinkedInOptions.From(configuration, server);
        services.AddSingleton(options);
        services.AddProviderApi<ILinkedInLogin>(
            configuration,
            options.LoginUrl,
            LinkedInJson.Default,
            request => request.RequestUri!.AbsolutePath.EndsWith("/introspectToken", StringComparison.Ordinal)
        );
        services.AddProviderApi<ILinkedInApi>(
            configuration,
            options.ApiUrl,
            LinkedInJson.Default,
            request => request.Method == HttpMethod.Get
        );
        services.AddProviderApi<ILinkedInRest>(
            configuration,
            options.ApiUrl,
            LinkedInRestJson.Default,
            request => request.Method == HttpMethod.Get
        );
        services.AddProviderApi<ILinkedInUploads>(
            configuration,
            options.ApiUrl,
            LinkedInRestJson.Default,
            isRead: _ => false
        );
        services.AddSingleton(provider =>
        {
            var api = provider.GetRequiredService<ILinkedInRest>();
            api.Version = options.Version;

            return new LinkedInRest(
                api,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<LinkedInRest>>()
            );
        });
        services.AddSingleton<LinkedInImages>();

        services.AddSingleton<LinkedInProfileReader>();
        services.AddSingleton<IProvider>(provider => provider.GetRequiredService<LinkedInProfileReader>());
        services.AddSingleton<IProvider, LinkedInConnector>();
        services.AddSingleton<IProvider, LinkedInPublisher>();
        services.AddSingleton<IProvider, LinkedInAuthors>();
        services.AddSingleton<ITokenRefresher, LinkedInRefresher>();
    }
}
