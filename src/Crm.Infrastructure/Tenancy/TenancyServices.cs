using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Application.Tenancy.Ledger;
using Crm.Application.Tenancy.Members;
using Crm.Application.Tenancy.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tenancy;

internal static class TenancyServices
{
    public static IServiceCollection AddTenancy(this IServiceCollection services)
    {
        services.AddSingleton(PlanCatalog.Standard);
        services.AddScoped<IPlanLimits, PlanLimits>();
        services.AddScoped<IAdministrators, Administrators>();
        services.AddScoped<IPlanUse, PlanUseCount>();
        services.AddSingleton<LeadMonths>();
        services.AddScoped<ILeadAllowance, LeadAllowance>();
        services.AddScoped<ILedger, Ledger>();
        services.AddSingleton<IInvitations, Invitations>();
        services.AddSingleton<IPlatformBoard, PlatformBoard>();

        return services;
    }
}
