using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>Stands between a server and its database, and can be cut or made to hang.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly CancellationTokenSource stop = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private volatile bool isCut;
    private volatile bool hangs;

    private Wire(string connectionString)
    {
        target = new(connectionString);
        listener.Start();
        var through = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        };
        // How long the server waits for a connection is its own affair here.
        through.Remove("Timeout");
        ConnectionString = through.ConnectionString;
    }

    public string ConnectionString { get; }

    public static Wire To(string connectionString)
    {
        var wire = new Wire(connectionString);
        _ = wire.AcceptAsync();

        return wire;
    }

    public void Break(bool hang)
    {
        hangs = hang;
        isCut = !hang;
        if (isCut)
        {
            CloseAll();
        }
    }

    public void Mend()
    {
        CloseAll();
        isCut = false;
        hangs = false;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        CloseAll();
        stop.Dispose();
    }

    private void CloseAll()
    {
        while (open.TryTake(out var client))
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var near = await listener.AcceptTcpClientAsync(stop.Token);
            open.Add(near);
            if (isCut)
            {
                near.Dispose();
            }
            else
            {
                _ = JoinAsync(near);
            }
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        var far = new TcpClient();
        open.Add(far);
        await far.ConnectAsync(target.Host!, target.Port, stop.Token);
        await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        near.Dispose();
        far.Dispose();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is var count and > 0)
            {
                while (hangs)
                {
                    await Task.Delay(20, stop.Token);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), stop.Token);
            }
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
