using Crm.Application.Tenancy.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Audit;

internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddScoped<IAuditTrail, AuditTrail>();

        return services;
    }
}
