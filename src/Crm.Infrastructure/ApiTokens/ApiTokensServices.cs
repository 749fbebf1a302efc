using Crm.Application.ApiTokens;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.ApiTokens;

internal static class ApiTokensServices
{
    public static IServiceCollection AddApiTokens(this IServiceCollection services)
    {
        services.AddScoped<IApiTokensDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddSingleton<TokenStore>();
        services.AddSingleton<KnownTokens>();
        services.AddSingleton<TokenUses>();
        services.AddHostedService<TokenUseWriter>();
        services.AddScoped<TokenCall>();

        return services;
    }
}
