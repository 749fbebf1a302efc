using Crm.Application.Integrations.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.Instagram;

internal static class InstagramModule
{
    public static void AddInstagram(this IServiceCollection services)
    {
        services.AddSingleton<InstagramLogin>();
        services.AddSingleton<InstagramReader>();
        services.AddSingleton<IProvider>(provider => provider.GetRequiredService<InstagramReader>());
        services.AddSingleton<IProvider, InstagramConnector>();
        services.AddSingleton<InstagramContainers>();
        services.AddSingleton<InstagramPosts>();
        services.AddSingleton<IProvider, InstagramPublisher>();
        services.AddSingleton<ITokenRefresher, InstagramRefresher>();
    }
}
