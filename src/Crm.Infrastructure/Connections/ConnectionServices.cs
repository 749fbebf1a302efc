using Crm.Application.Integrations;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Integrations.LeadSources;
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
        services.AddScoped<ConsentStart>();
        services.AddScoped<ReconnectGuard>();
        services.AddScoped<GrantKeeper>();
        services.AddScoped<ProfileKeeper>();
        services.AddScoped<EndedGrant>();
        services.AddScoped<HookSubscriptions>();
        services.AddScoped<CredentialStore>();
        services.AddScoped<PastedConnection>();
        services.AddScoped<IProviderGate, ProviderGate>();
        services.AddSingleton<CompanyGates>();

        return services;
    }
}
