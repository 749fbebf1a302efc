using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.BeyondVisit;

/// <param name="ApiUrl">The one documented host without TLS (beyondvisit §1); ends with a slash.</param>
internal sealed record BeyondVisitOptions(Uri ApiUrl)
{
    public static BeyondVisitOptions From(IConfiguration configuration, ServerOptions server)
    {
        if (server.IsDemo)
        {
            configuration["BEYONDVISIT_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/beyondvisit";
        }

        var url = configuration.Url("BEYONDVISIT_BASE_URL", "http://panel.beyondvisit.com");

        return new(new Uri(url.AbsoluteUri.TrimEnd('/') + "/"));
    }
}
