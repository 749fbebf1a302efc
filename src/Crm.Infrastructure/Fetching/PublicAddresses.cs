using System.Net;

namespace Crm.Infrastructure.Fetching;

/// <summary>
/// Which addresses belong to everybody's internet: none of IANA's special-purpose registries, and of IPv6 nothing outside the one
/// block that is given out.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic =
    [
        .. (
            (string[])
                [
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    // Looks public, and is a cloud's own service to the machines inside it.
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Teredo, ORCHID, benchmarks and whatever else of the block for protocols.
                    "2001::/23",
                    "2001:db8::/32",
                    // 6to4: an IPv4 address in disguise, and nobody serves anything there any more.
                    "2002::/16",
                    "3fff::/20",
                ]
        ).Select(network => IPNetwork.Parse(network)),
    ];

    public static bool Contains(IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

        return (real.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork || GivenOut.Contains(real))
            && !Array.Exists(NotPublic, network => network.Contains(real));
    }
}
