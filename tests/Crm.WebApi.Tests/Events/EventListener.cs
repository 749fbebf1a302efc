using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Shouldly;

namespace Crm.WebApi.Tests.Events;

internal sealed record Heard(string Id, string Type, string Data);

/// <summary>Reads text/event-stream as the standard says.</summary>
internal sealed class EventListener : IDisposable
{
    /// <summary>Another test's writing transaction, in another database of the cluster, holds events back while it lasts (ADR 9).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly HttpClient client;
    private readonly StreamReader lines;
    private readonly CancellationTokenSource stop = new();
    private Task<Heard?>? pending;

    private EventListener(HttpClient client, StreamReader lines)
    {
        this.client = client;
        this.lines = lines;
    }

    public static async Task<EventListener> OpenAsync(HttpClient client, string accessToken, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");

        return new(client, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Every id in the order in which it came.</summary>
    public ConcurrentQueue<string> Named { get; } = new();

    public async Task<Heard> NextAsync()
    {
        var heard = await (pending ?? ReadAsync()).WaitAsync(Patience);
        pending = null;

        return heard.ShouldNotBeNull();
    }

    /// <summary>Passes over what others tell between.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        Heard heard;
        do
        {
            heard = await NextAsync();
        } while (heard.Type != type);

        return JsonSerializer.Deserialize<JsonElement>(heard.Data);
    }

    public async Task ShouldHearNothingAsync(TimeSpan during)
    {
        pending ??= ReadAsync();
        (await Task.WhenAny(pending, Task.Delay(during))).ShouldNotBe(pending);
    }

    public async Task ShouldEndAsync(TimeSpan within) => (await ReadAsync().WaitAsync(within)).ShouldBeNull();

    public void Dispose()
    {
        // A read that still waits would take the bytes of the next answer on this connection: it ends, and the connection with it.
        stop.Cancel();
        lines.Dispose();
        client.Dispose();
        stop.Dispose();
    }

    private async Task<Heard?> ReadAsync()
    {
        var (id, type, data) = ("", "message", "");
        while (await lines.ReadLineAsync(stop.Token) is { } line)
        {
            var parts = line.Split(": ", 2);
            switch (parts[0])
            {
                case "id":
                    id = parts[1];
                    Named.Enqueue(id);
                    break;
                case "event":
                    type = parts[1];
                    break;
                case "data":
                    data += parts[1];
                    break;
                case "" when data.Length > 0:
                    return new(id, type, data);
            }
        }

        return null;
    }
}
