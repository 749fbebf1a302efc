using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Connections;

internal static class ConnectionServices
{
    public static IServiceCollection AddAccountConnections(this IServiceCollection services)
    {
        services.AddSingleton<IConnectionLookup, ConnectionLookup>();
        services.AddSingleton<IPublicAddresses, PublicAddresses>();
        services.AddScoped<AccountViews>();
        services.AddScoped<AccountCalls>();
        services.AddScoped<GrantKeeper>();
        services.AddScoped<EndedGrant>();

        return services;
    }
}
