using Crm.Application.Integrations.WebhookEvents;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Inbox;

internal static class InboxServices
{
    public static IServiceCollection AddInbox(this IServiceCollection services, ServerOptions server)
    {
        services.AddSingleton(provider => InboxOptions.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<InboxDatabase>();
        services.AddSingleton<AccountAddresses>();
        services.AddSingleton<InboxStore>();
        services.AddSingleton<QuarantineStore>();
        services.AddSingleton<InboxReceiver>();
        services.AddSingleton<IKeptDeliveries, KeptDeliveries>();

        services.AddSingleton<InboxLeases>();
        services.AddSingleton<InboxSplitter>();
        services.AddSingleton<InboxEffects>();
        services.AddSingleton<InboxProcessor>();
        if (server.RunsWorkers)
        {
            services.AddHostedService<InboxWorker>();
        }

        return services;
    }
}
