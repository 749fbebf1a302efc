using Crm.Application.Integrations.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.MetaLeads;

internal static class MetaLeadsModule
{
    public static void AddMetaLeads(this IServiceCollection services)
    {
        services.AddSingleton<MetaPages>();
        services.AddSingleton<MetaForms>();
        services.AddSingleton<IProvider, MetaLeadsConnector>();
        services.AddSingleton<IProvider, MetaLeadsReader>();
        services.AddSingleton<IProvider, MetaLeadsFetcher>();
        services.AddSingleton<IProvider, MetaLeadsSource>();
    }
}
