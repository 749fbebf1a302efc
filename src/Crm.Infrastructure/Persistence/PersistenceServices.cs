using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Infrastructure.Audit;
using Crm.Infrastructure.Email;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence.Interceptors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

internal static class PersistenceServices
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseUrls urls)
    {
        services.AddSingleton(urls);
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(urls.Main).Build());
        services.AddSingleton<DatabaseReadiness>();

        services.AddScoped<TenantContext>();
        services.AddScoped<ITenantContext>(provider => provider.GetRequiredService<TenantContext>());
        services.AddScoped<Precondition>();
        services.AddSingleton<TenantSaveInterceptor>();
        services.AddSingleton<TenantCommandInterceptor>();
        services.AddSingleton<TenantTransactionInterceptor>();
        services.AddDbContext<CrmDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    .AddInterceptors(
                        PreconditionInterceptor.Instance,
                        provider.GetRequiredService<TenantCommandInterceptor>(),
                        provider.GetRequiredService<TenantTransactionInterceptor>(),
                        provider.GetRequiredService<EventInterceptor>(),
                        provider.GetRequiredService<AuditWakeup>(),
                        provider.GetRequiredService<MailInterceptor>(),
                        provider.GetRequiredService<TenantSaveInterceptor>()
                    ),
            optionsLifetime: ServiceLifetime.Singleton
        );

        services.AddScoped<IIntegrationsDb>(provider => provider.GetRequiredService<CrmDbContext>());

        return services;
    }
}
