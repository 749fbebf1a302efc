using Crm.Application.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Outbox;

internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<EventInterceptor>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<IEventRetention, EventRetention>();
        services.AddSingleton<EventFeeds>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeeds>());

        return services;
    }
}
