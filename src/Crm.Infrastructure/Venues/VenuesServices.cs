using Crm.Application.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Venues;

internal static class VenuesServices
{
    public static IServiceCollection AddVenues(this IServiceCollection services)
    {
        services.AddScoped<IVenueReferences, VenueReferences>();

        return services;
    }
}
