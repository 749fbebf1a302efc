using Crm.Application.Messaging;
using Crm.Application.Messaging.Receiving;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Messaging;

internal static class MessagingServices
{
    public static IServiceCollection AddMessagingStores(this IServiceCollection services, ServerOptions server)
    {
        services.AddScoped<IMessagingDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddScoped<IContactLocks, ContactLocks>();
        services.AddScoped<IEarlyStatusStore, EarlyStatusStore>();
        services.AddScoped<MessageErasure>();
        services.AddSingleton<TemplateSweep>();
        if (server.RunsWorkers)
        {
            services.AddHostedService<MessageWorker>();
        }

        return services;
    }
}
