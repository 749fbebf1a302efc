using Crm.Application.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Wakeups;

internal static class WakeupServices
{
    public static IServiceCollection AddWakeups(this IServiceCollection services)
    {
        services.AddSingleton<PostgresWakeup>();
        services.AddSingleton<IWakeup>(provider => provider.GetRequiredService<PostgresWakeup>());
        services.AddHostedService(provider => provider.GetRequiredService<PostgresWakeup>());

        return services;
    }
}
