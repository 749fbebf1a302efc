using Crm.Application.Tenancy.Audit;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Audit;

internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, ServerOptions server)
    {
        services.AddSingleton<AuditWakeup>();
        services.AddScoped<AuditKeys>();
        services.AddScoped<IAuditTrail, AuditTrail>();
        services.AddScoped<IAuditErasure, AuditErasure>();
        services.AddScoped<IAuditLog, AuditLog>();

        services.AddSingleton<AuditHeads>();
        services.AddSingleton<AuditSealing>();
        if (server.RunsWorkers)
        {
            services.AddHostedService<AuditSealer>();
        }

        return services;
    }
}
