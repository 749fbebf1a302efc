using Crm.Application.Integrations;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.TokenRefresh;

internal static class TokenRefreshServices
{
    public static IServiceCollection AddTokenRefresh(this IServiceCollection services)
    {
        services.AddSingleton<GrantStore>();
        services.AddSingleton<SettlementWriter>();
        services.AddSingleton<RenewalHistory>();
        services.AddSingleton<AppAlarm>();
        services.AddSingleton<AccountReports>();
        services.AddSingleton<RefreshAttempt>();
        services.AddSingleton<RefreshSweep>();
        services.AddSingleton<OnDemandRefresh>();
        // Before the jobs and the workers, so that it is stopped after them.
        services.AddHostedService(provider => provider.GetRequiredService<OnDemandRefresh>());
        services.AddScoped<IAccessTokens, AccessTokens>();

        return services;
    }
}
