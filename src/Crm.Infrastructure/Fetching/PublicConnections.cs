using System.Net;
using System.Net.Sockets;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Fetching;

/// <summary>
/// Opens every connection of <see cref="PublicHttp"/>. The name is resolved here and the socket connects to the very address that
/// was checked, so that an answer that changes a moment later changes nothing.
/// </summary>
internal sealed class PublicConnections(IHostResolver resolver, FetchOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<Stream> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var addresses = await ResolveAsync(host, patience.Token);
        // One bad address spoils all: who gives both means us to take the inner one sooner or later.
        if (addresses.FirstOrDefault(address => !options.Allows(address, port)) is { } refused)
        {
            throw new DomainException("address_not_public", ("host", host), ("address", refused));
        }

        return await ConnectAsync(addresses, port, patience.Token);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }

        var addresses = await resolver.ResolveAsync(host, cancellationToken);

        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var at = 0; ; at++)
        {
            var socket = new Socket(addresses[at].AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            try
            {
                await socket.ConnectAsync(addresses[at], port, cancellationToken);

                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (at + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
