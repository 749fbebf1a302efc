using Crm.Infrastructure.Configuration;

namespace Crm.WebApi.Spa;

internal static class SpaServices
{
    public static void AddSpa(this IServiceCollection services, IConfiguration configuration, ServerOptions server) =>
        services.AddSingleton(new SpaBundle(SpaSettings.From(configuration, server)));
}
