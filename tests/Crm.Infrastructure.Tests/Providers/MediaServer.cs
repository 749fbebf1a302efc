using System.Collections.Concurrent;
using Crm.Application.Integrations.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Tests.Providers;

/// <summary>The bytes of posts, to be read here and to be fetched by a provider.</summary>
internal sealed class MediaServer : IPostFiles, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, byte[]> files = new();
    private readonly WebApplication app;
    private int failures;

    private MediaServer(WebApplication app) => this.app = app;

    public static async Task<MediaServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new MediaServer(builder.Build());
        server.app.MapGet("/{id}", server.Answer);
        await server.app.StartAsync();

        return server;
    }

    /// <summary>So many fetches find nothing.</summary>
    public void Fail(int times) => Volatile.Write(ref failures, times);

    public void Reset()
    {
        Fail(0);
        files.Clear();
    }

    public PostMedia AddImage(string? altText = null) =>
        Add("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0], altText, duration: null);

    public PostMedia AddVideo() =>
        Add("video/mp4", [0, 0, 0, 24, .. "ftypmp42"u8, 0, 0, 0, 0], altText: null, TimeSpan.FromSeconds(10));

    public Task<Stream> OpenAsync(Guid mediaId, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(files[mediaId], writable: false));

    public Task<Uri> AddressAsync(Guid mediaId, CancellationToken cancellationToken) =>
        Task.FromResult(new Uri($"{app.Urls.First()}/{mediaId}"));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private PostMedia Add(string type, byte[] bytes, string? altText, TimeSpan? duration)
    {
        var id = Guid.CreateVersion7();
        files[id] = bytes;

        return new(id, type, bytes.Length, Width: 1080, Height: 1080, duration, altText);
    }

    private IResult Answer(Guid id) =>
        Interlocked.Decrement(ref failures) >= 0 ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
        : files.TryGetValue(id, out var bytes) ? Results.Bytes(bytes)
        : Results.NotFound();
}
