using System.Diagnostics;

namespace Crm.Benchmarks.Load;

/// <summary>A fixed number of connections that ask as fast as they are answered, for a fixed time.</summary>
internal static class LoadSlice
{
    /// <param name="next">The bytes of the next request.</param>
    public static async Task<SliceResult> RunAsync(
        IReadOnlyList<LoadConnection> connections,
        Func<ReadOnlyMemory<byte>> next,
        int expectedStatus,
        TimeSpan time
    )
    {
        var started = Stopwatch.GetTimestamp();
        var until = started + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            connections.Select(connection => Task.Run(() => AskAsync(connection, next, expectedStatus, until)))
        );

        return new([.. all.SelectMany(times => times)], Stopwatch.GetElapsedTime(started));
    }

    private static async Task<List<float>> AskAsync(
        LoadConnection connection,
        Func<ReadOnlyMemory<byte>> next,
        int expectedStatus,
        long until
    )
    {
        var times = new List<float>(16_384);
        while (true)
        {
            var bytes = next();
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
}

/// <param name="Milliseconds">Of each request.</param>
internal sealed record SliceResult(IReadOnlyList<float> Milliseconds, TimeSpan Elapsed)
{
    public int Units { get; init; } = Milliseconds.Count;
}
