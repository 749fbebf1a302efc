using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Media;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Publishing.Media;

internal static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services, MediaOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IMediaIntake, MediaIntake>();
        services.AddSingleton<IMediaLinks, MediaLinks>();
        services.AddScoped<IMediaDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddScoped<IMediaStore, MediaStore>();
        services.AddScoped<IPostFiles, PostFiles>();

        return services;
    }
}
