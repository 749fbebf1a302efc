using Crm.Application.Publishing;
using Crm.Application.Publishing.Reading;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Publishing;

internal static class PublishingServices
{
    public static IServiceCollection AddPublishing(this IServiceCollection services, ServerOptions server)
    {
        services.AddScoped<IPublishingDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddSingleton<IAuthorMemory, AuthorMemory>();
        if (server.RunsWorkers)
        {
            services.AddHostedService<PublishWorker>();
        }

        return services;
    }
}
