using System.Net;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Fetching;

/// <param name="Also">Places that are asked although they are not public, each an address with its port.</param>
internal sealed record FetchOptions(IReadOnlyList<IPEndPoint> Also)
{
    private const string Setting = "CRM_FETCH_ALSO_FROM";

    public static FetchOptions From(IConfiguration configuration, ServerOptions server)
    {
        var names = configuration.Optional(Setting)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (names.Length > 0 && !new Uri(server.ApiBaseUrl).IsLoopback)
        {
            throw new StartupException(
                $"{Setting} is set, which opens addresses that are not public. It is for tests on loopback addresses alone: unset it, or use a loopback API_BASE_URL."
            );
        }

        return new([.. names.Select(Place)]);
    }

    /// <summary>Whether a URL may name this port at all; what it leads to is checked when it is known.</summary>
    public bool AllowsPort(int port) => port is 80 or 443 || Also.Any(place => place.Port == port);

    public bool Allows(IPAddress address, int port) =>
        Also.Contains(new IPEndPoint(address, port)) || (port is 80 or 443 && PublicAddresses.Contains(address));

    private static IPEndPoint Place(string text) =>
        IPEndPoint.TryParse(text, out var place) && place.Port > 0
            ? place
            : throw new StartupException($"{Setting} is '{text}'. Use addresses with ports, such as 127.0.0.1:8080.");
}
