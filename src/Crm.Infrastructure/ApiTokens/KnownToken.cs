using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>A token as a server keeps it, with all that its requests have in common made once.</summary>
internal sealed class KnownToken(
    TenantId tenantId,
    Guid id,
    byte[] hash,
    TokenPermission permission,
    Guid[]? venueIds,
    string[]? allowedIps,
    DateTimeOffset? endsAt
)
{
    public const string AuthenticationType = "ApiToken";

    private readonly IPNetwork[]? networks = allowedIps is null ? null : [.. allowedIps.Select(Network)];

    public TenantId TenantId => tenantId;

    public Guid Id => id;

    public TokenPermission Permission => permission;

    public VenueScope Venues { get; } = new(venueIds);

    public ClaimsPrincipal Principal { get; } =
        new(new ClaimsIdentity([new Claim("sub", id.ToString())], AuthenticationType, "sub", roleType: null));

    /// <summary>Takes as long for a nearly right secret as for a wrong one.</summary>
    public bool IsProvenBy(ReadOnlySpan<char> token)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        TokenText.HashSecret(token, given);

        return CryptographicOperations.FixedTimeEquals(given, hash);
    }

    public bool HasEnded(DateTimeOffset now) => endsAt <= now;

    public bool WorksFrom(IPAddress? address) =>
        networks is null || (address is not null && Array.Exists(networks, network => network.Contains(address)));

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        var address = IPAddress.Parse(text);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

        return new(address, address.GetAddressBytes().Length * 8);
    }
}
