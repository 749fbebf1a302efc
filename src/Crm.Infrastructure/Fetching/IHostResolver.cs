using System.Net;

namespace Crm.Infrastructure.Fetching;

/// <summary>What a host's name stands for at this moment. Asked once for each connection; what it says is checked and then used.</summary>
internal interface IHostResolver
{
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

internal sealed class SystemResolver : IHostResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
}
