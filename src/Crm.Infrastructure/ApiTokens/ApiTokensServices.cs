using Crm.Application.ApiTokens;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Infrastructure.ApiTokens;

internal static class ApiTokensServices
{
    public static IServiceCollection AddApiTokens(this IServiceCollection services)
    {
        services.AddScoped<IApiTokensDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.TryAddScoped<IPlanLimits, NoPlanLimits>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<KnownTokens>();
        services.AddSingleton<TokenUses>();
        services.AddHostedService<TokenUseWriter>();
        services.AddScoped<TokenCall>();

        return services;
    }
}
