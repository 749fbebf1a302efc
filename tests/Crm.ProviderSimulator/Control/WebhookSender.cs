using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.Control;

/// <summary>What is to be delivered and how it is signed.</summary>
/// <param name="StateAfter">What an answer makes of the delivery; 200 delivers it and any other is tried again when absent.</param>
/// <param name="Headers">Made anew for every attempt from the time of signing.</param>
internal sealed record WebhookDraft(
    string Provider,
    string What,
    Uri Target,
    ReadOnlyMemory<byte> Body,
    Func<DateTimeOffset, IReadOnlyList<KeyValuePair<string, string>>> Headers,
    TimeSpan GiveUpAfter,
    int DelayMs = 0,
    Func<int, string>? StateAfter = null
);

internal sealed class Delivery(long id, WebhookDraft draft, DateTimeOffset createdAt)
{
    public long Id => id;

    public string Provider => draft.Provider;

    public string What => draft.What;

    public Uri Target => draft.Target;

    public DateTimeOffset CreatedAt => createdAt;

    public int Attempts { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public string State { get; set; } = "pending";
}

/// <summary>Delivers webhooks until they are answered 200, at least once, with growing pauses (real time).</summary>
internal sealed class WebhookSender(
    IHttpClientFactory http,
    TimeProvider clock,
    SettingsHolder settings,
    IHostApplicationLifetime lifetime
) : IDisposable
{
    public const string HttpClientName = "webhooks";
    private const int Kept = 20_000;
    private const int LongestPauseMs = 60_000;

    private readonly ConcurrentQueue<Delivery> deliveries = new();
    private readonly SemaphoreSlim slots = new(64);
    private CancellationTokenSource running = new();
    private long lastId;

    public IReadOnlyList<Delivery> All => [.. deliveries];

    /// <summary>Ends after the first attempt; later ones go on by themselves.</summary>
    public async Task<Delivery> SendAsync(WebhookDraft draft)
    {
        var delivery = new Delivery(Interlocked.Increment(ref lastId), draft, clock.GetUtcNow());
        deliveries.Enqueue(delivery);
        while (deliveries.Count > Kept)
        {
            deliveries.TryDequeue(out _);
        }

        var cancellationToken = running.Token;
        if (draft.DelayMs > 0)
        {
            await Task.Delay(draft.DelayMs, cancellationToken);
        }

        var signedAt = clock.GetUtcNow();
        await AttemptAsync(delivery, draft, signedAt, cancellationToken);
        if (delivery.State == "pending")
        {
            _ = RetryAsync(delivery, draft, signedAt, cancellationToken);
        }

        return delivery;
    }

    public void Reset()
    {
        Interlocked.Exchange(ref running, new CancellationTokenSource()).Cancel();
        deliveries.Clear();
    }

    public void Dispose()
    {
        running.Dispose();
        slots.Dispose();
    }

    private async Task RetryAsync(
        Delivery delivery,
        WebhookDraft draft,
        DateTimeOffset signedAt,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            lifetime.ApplicationStopping
        );
        while (delivery.State == "pending")
        {
            var pause = settings.Current.WebhookRetryBaseMs * Math.Pow(2, Math.Min(delivery.Attempts - 1, 16));
            await Task.Delay((int)Math.Min(pause, LongestPauseMs), stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                delivery.State = "stopped";
                return;
            }

            if (clock.GetUtcNow() - delivery.CreatedAt > draft.GiveUpAfter)
            {
                delivery.State = "given_up";
                return;
            }

            var time = settings.Current.FreshTimestampOnRetry ? clock.GetUtcNow() : signedAt;
            await AttemptAsync(delivery, draft, time, stop.Token);
        }
    }

    private async Task AttemptAsync(
        Delivery delivery,
        WebhookDraft draft,
        DateTimeOffset signedAt,
        CancellationToken cancellationToken
    )
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            delivery.Attempts++;
            using var request = new HttpRequestMessage(HttpMethod.Post, draft.Target)
            {
                Content = new ReadOnlyMemoryContent(draft.Body),
            };
            request.Content.Headers.ContentType = new("application/json");
            foreach (var (name, value) in draft.Headers(signedAt))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await http.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
            delivery.LastStatus = (int)response.StatusCode;
            delivery.LastError = null;
            delivery.State =
                draft.StateAfter?.Invoke((int)response.StatusCode)
                ?? (response.StatusCode == System.Net.HttpStatusCode.OK ? "delivered" : "pending");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            delivery.LastError = failure.Message;
        }
        finally
        {
            slots.Release();
        }
    }
}
