using System.Net;
using Crm.Infrastructure;
using Crm.Infrastructure.Configuration;

namespace Crm.WebApi.Conventions;

/// <summary>What the operator decides about callers.</summary>
/// <param name="RequestsPerMinute">Of one caller; 0 is unlimited.</param>
/// <param name="TrustedProxies">Whose X-Forwarded headers are believed.</param>
internal sealed record HttpSettings(int RequestsPerMinute, IReadOnlyList<System.Net.IPNetwork> TrustedProxies)
{
    public static HttpSettings From(IConfiguration configuration) =>
        new(
            configuration.Number("CRM_RATE_LIMIT_PER_MINUTE", 600, 0, 1_000_000),
            [
                .. (configuration.Optional("CRM_TRUSTED_PROXIES") ?? "")
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(Network),
            ]
        );

    private static System.Net.IPNetwork Network(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException(
            $"CRM_TRUSTED_PROXIES holds '{text}'. Use addresses or networks such as 10.0.0.0/8, separated by commas."
        );
}
