using System.Globalization;
using System.Text;
using Crm.TestKit;

namespace Crm.Benchmarks.Sweep;

/// <summary>A token endpoint that says yes to everybody and costs as little as it can; the simulator would cost more than what is measured.</summary>
internal sealed class StubProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private int calls;

    private StubProvider(WebApplication app, Uri address)
    {
        this.app = app;
        Address = address;
        app.MapPost("/v2/oauth/token/", AnswerAsync);
    }

    public Uri Address { get; }

    public TimeSpan Latency { get; set; }

    public int Calls => Volatile.Read(ref calls);

    public static async Task<StubProvider> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        var stub = new StubProvider(builder.Build(), address);
        await stub.app.StartAsync();

        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency);
        }

        var number = Interlocked.Increment(ref calls);
        var answer = Encoding.ASCII.GetBytes(
            $$"""{"access_token":"act.{{number:D12}}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","expires_in":7200,"open_id":"bench","refresh_token":"rft.{{number:D12}}bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","refresh_expires_in":15552000,"scope":"user.info.basic,user.info.profile,user.info.stats,video.list","token_type":"Bearer"}"""
        );
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }
}
