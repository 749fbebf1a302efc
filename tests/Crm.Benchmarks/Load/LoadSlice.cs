using System.Diagnostics;

namespace Crm.Benchmarks.Load;

/// <summary>A fixed number of connections that ask as fast as they are answered, for a fixed time.</summary>
internal static class LoadSlice
{
    /// <param name="request">The bytes of the n-th request.</param>
    public static async Task<SliceResult> RunAsync(
        IReadOnlyList<LoadConnection> connections,
        Func<long, ReadOnlyMemory<byte>> request,
        int expectedStatus,
        TimeSpan time
    )
    {
        var numbers = new StrongBox();
        var started = Stopwatch.GetTimestamp();
        var until = started + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            connections.Select(connection =>
                Task.Run(() => AskAsync(connection, request, expectedStatus, until, numbers))
            )
        );

        return new([.. all.SelectMany(times => times)], Stopwatch.GetElapsedTime(started));
    }

    private static async Task<List<float>> AskAsync(
        LoadConnection connection,
        Func<long, ReadOnlyMemory<byte>> request,
        int expectedStatus,
        long until,
        StrongBox numbers
    )
    {
        var times = new List<float>(16_384);
        while (true)
        {
            var bytes = request(Interlocked.Increment(ref numbers.Value));
            var sent = Stopwatch.GetTimestamp();
            if (sent >= until)
            {
                return times;
            }

            var status = await connection.SendAsync(bytes);
            if (status != expectedStatus)
            {
                throw new InvalidOperationException($"Expected {expectedStatus}, got {status}: {connection.Body()}");
            }

            times.Add((float)Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private sealed class StrongBox
    {
        public long Value;
    }
}

/// <param name="Milliseconds">Of each request.</param>
internal sealed record SliceResult(IReadOnlyList<float> Milliseconds, TimeSpan Elapsed);
