using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Providers.BeyondVisit;

/// <param name="ApiUrl">The one documented host without TLS (beyondvisit §1); ends with a slash.</param>
/// <param name="IsInsecureAllowed">Its signature never changes and is as good as the secret: without TLS it is sent only where the operator says so.</param>
internal sealed record BeyondVisitOptions(Uri ApiUrl, bool IsInsecureAllowed)
{
    public bool MayBeAsked => IsInsecureAllowed || ApiUrl.Scheme == Uri.UriSchemeHttps || ApiUrl.IsLoopback;

    public static BeyondVisitOptions From(IConfiguration configuration, ServerOptions server)
    {
        if (server.IsDemo)
        {
            configuration["BEYONDVISIT_BASE_URL"] ??= $"{ServerOptions.SimulatorUrl}/beyondvisit";
        }

        return new(
            configuration.BaseUrl("BEYONDVISIT_BASE_URL", "http://panel.beyondvisit.com"),
            configuration.Flag("CRM_ALLOW_INSECURE_BEYONDVISIT", otherwise: false)
        );
    }
}
