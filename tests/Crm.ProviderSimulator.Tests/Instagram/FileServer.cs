using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.ProviderSimulator.Tests.Instagram;

/// <summary>A web server with one photo and one page that only pretends to be one.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FileServer(WebApplication app) => this.app = app;

    public static async Task<FileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FileServer(builder.Build());
        server.app.MapGet("/photo.jpg", () => Results.Bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "image/jpeg"));
        server.app.MapGet("/page.jpg", () => Results.Text("<html>log in</html>", "image/jpeg"));
        await server.app.StartAsync();
        return server;
    }

    public string Url(string file) => $"{app.Urls.First()}/{file}";

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
