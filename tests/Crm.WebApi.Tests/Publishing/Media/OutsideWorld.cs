using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Crm.Infrastructure.Fetching;
using Crm.TestKit;
using Crm.TestKit.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>
/// A web server that stands for the internet, and beside it, at the same port of the usual loopback addresses, what nobody may
/// reach: a listener that counts who comes.
/// </summary>
public sealed class OutsideWorld : IAsyncDisposable
{
    /// <summary>The name of <see cref="Place"/>.</summary>
    public const string Host = "outside.test";

    // Another loopback address, so that the one setting opens exactly this one.
    private static readonly IPAddress Address = IPAddress.Parse("127.0.0.2");

    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpListener> inside = [];
    private readonly WebApplication app;
    private int connections;

    private OutsideWorld(WebApplication app, int port)
    {
        this.app = app;
        Place = new(Address, port);
        Names = new(Address);
    }

    public IPEndPoint Place { get; }

    public FakeNames Names { get; }

    public string Port => Place.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>How often somebody came where nobody may.</summary>
    public int ConnectionsInside => Volatile.Read(ref connections);

    public static async Task<OutsideWorld> StartAsync()
    {
        var port = FreePort.Choose();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(Address, port));
        var web = builder.Build();
        web.Run(AnswerAsync);
        await web.StartAsync();
        var world = new OutsideWorld(web, port);
        world.Guard(IPAddress.Loopback);
        world.Guard(IPAddress.IPv6Loopback);

        return world;
    }

    public string Url(string path, string host = Host) => $"http://{host}:{Port}/{path}";

    public string RedirectTo(string target, int status = 302) =>
        Url($"to?status={status.ToString(CultureInfo.InvariantCulture)}&target={Uri.EscapeDataString(target)}");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        inside.ForEach(listener => listener.Dispose());
        await app.DisposeAsync();
        stop.Dispose();
    }

    private void Guard(IPAddress address)
    {
        var listener = new TcpListener(address, Place.Port);
        listener.Start();
        inside.Add(listener);
        _ = CountAsync(listener);
    }

    private async Task CountAsync(TcpListener listener)
    {
        while (!stop.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            Interlocked.Increment(ref connections);
        }
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var response = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/good.png":
                response.ContentType = "text/html";
                await response.Body.WriteAsync(SampleMedia.Png(64, 48));
                break;
            case "/to":
                response.StatusCode = int.Parse(query["status"]!, CultureInfo.InvariantCulture);
                response.Headers.Location = query["target"].ToString();
                break;
            case "/again":
                var left = int.Parse(query["left"]!, CultureInfo.InvariantCulture);
                response.Redirect(
                    left is 1 ? "/good.png" : $"/again?left={(left - 1).ToString(CultureInfo.InvariantCulture)}"
                );
                break;
            case "/endless":
                await response.Body.WriteAsync(SampleMedia.Png(64, 48));
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await response.Body.WriteAsync(new byte[64 * 1024]);
                }

                break;
            case "/cut":
                response.ContentLength = 100_000;
                await response.Body.WriteAsync(SampleMedia.Png(64, 48));
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "/silent":
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/page":
                await response.WriteAsync("<!DOCTYPE html><title>No picture</title>");
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }
}

/// <summary>Names and what they stand for, which may be something else the next time.</summary>
public sealed class FakeNames(IPAddress outside) : IHostResolver
{
    private readonly ConcurrentDictionary<string, IPAddress[][]> answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The answers in turn; the last one stays. An empty text is the outside world's address.</summary>
    public void Set(string name, params string[][] turns) =>
        answers[name] = [
            .. turns.Select(turn => turn.Select(text => text.Length is 0 ? outside : IPAddress.Parse(text)).ToArray()),
        ];

    Task<IPAddress[]> IHostResolver.ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (host == OutsideWorld.Host)
        {
            return Task.FromResult<IPAddress[]>([outside]);
        }

        if (!answers.TryGetValue(host, out var turns))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var turn = asked.AddOrUpdate(host, 0, (_, before) => before + 1);

        return Task.FromResult(turns[Math.Min(turn, turns.Length - 1)]);
    }
}
