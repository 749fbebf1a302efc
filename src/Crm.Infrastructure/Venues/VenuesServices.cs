using Crm.Application.Common;
using Crm.Application.Venues;
using Crm.Application.Venues.AccessLog;
using Crm.Application.Venues.HotspotUsers;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Venues;

internal static class VenuesServices
{
    public static IServiceCollection AddVenues(this IServiceCollection services, ServerOptions server)
    {
        services.AddScoped<IVenueReferences, VenueReferences>();
        services.AddScoped<IVenueUse, VenueUseCounts>();
        services.AddScoped<IHotspotStore, HotspotStore>();
        services.AddScoped<IAccessLogStore, AccessLogStore>();
        if (server.RunsWorkers)
        {
            services.AddHostedService<ConsentWorker>();
        }

        return services;
    }
}
