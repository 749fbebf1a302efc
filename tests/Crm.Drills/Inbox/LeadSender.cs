using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Crm.TestKit;

namespace Crm.Drills.Inbox;

/// <summary>Sends as the provider does: what is not answered 200 comes again.</summary>
internal sealed class LeadSender(Uri server, int parallel) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = parallel });
    private readonly ConcurrentQueue<string> faults = new();
    private int released;
    private int taken = -1;
    private int sent;
    private int acknowledged;
    private int refused;
    private int cutOff;
    private long longestRefusal;

    public int Sent => sent;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public int Refused => Volatile.Read(ref refused);

    public int CutOff => cutOff;

    public TimeSpan LongestRefusal => TimeSpan.FromTicks(Interlocked.Read(ref longestRefusal));

    public IEnumerable<string> Faults => faults;

    public ConcurrentDictionary<DrillEntry, int> AcknowledgedEntries { get; } = new();

    public Task SendAllAsync(List<DrillDelivery> deliveries) =>
        Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => SendAsync(deliveries)));

    /// <summary>Lets the first so many go out: without it the senders would be done before anything is killed.</summary>
    public void Release(int count) => Volatile.Write(ref released, count);

    public void Dispose() => http.Dispose();

    private async Task SendAsync(List<DrillDelivery> deliveries)
    {
        for (int own; (own = Interlocked.Increment(ref taken)) < deliveries.Count; )
        {
            await Poll.UntilAsync(() => own < Volatile.Read(ref released), Patience, "No more was released.");
            var delivery = deliveries[own];
            var waited = Stopwatch.StartNew();
            while (!await TryAsync(delivery))
            {
                if (waited.Elapsed > Patience)
                {
                    faults.Enqueue($"{delivery.Entries[0].Id} was never acknowledged");
                    break;
                }

                await Task.Delay(Pause);
            }
        }
    }

    private async Task<bool> TryAsync(DrillDelivery delivery)
    {
        Interlocked.Increment(ref sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, delivery.Path))
        {
            Content = new ByteArrayContent(delivery.Body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("X-Open-Signature", delivery.Signature);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var waited = Stopwatch.StartNew();
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            return Judge(answer.StatusCode, waited.Elapsed, delivery);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref cutOff);
        }
        catch (OperationCanceledException)
        {
            faults.Enqueue(
                $"no answer for {waited.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
            );
        }

        return false;
    }

    private bool Judge(HttpStatusCode status, TimeSpan waited, DrillDelivery delivery)
    {
        switch (status)
        {
            case HttpStatusCode.OK:
                foreach (var entry in delivery.Entries)
                {
                    AcknowledgedEntries.AddOrUpdate(entry, 1, (_, times) => times + 1);
                }

                Interlocked.Increment(ref acknowledged);
                return true;
            case HttpStatusCode.ServiceUnavailable:
                Interlocked.Increment(ref refused);
                KeepLongest(waited.Ticks);
                return false;
            default:
                faults.Enqueue($"answered {(int)status}");
                return false;
        }
    }

    private void KeepLongest(long ticks)
    {
        for (var known = Interlocked.Read(ref longestRefusal); known < ticks; )
        {
            var found = Interlocked.CompareExchange(ref longestRefusal, ticks, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }
}
