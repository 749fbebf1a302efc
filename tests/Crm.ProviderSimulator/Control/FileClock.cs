using System.Globalization;

namespace Crm.ProviderSimulator.Control;

/// <summary>Time read from a file (RFC 3339 text), so that server, workers and simulator share one clock that can be turned.</summary>
internal sealed class FileClock(string path) : TimeProvider
{
    private const int RereadMilliseconds = 20;

    private long readAt = long.MinValue / 2;
    private long ticks;

    public override DateTimeOffset GetUtcNow()
    {
        var real = Environment.TickCount64;
        if (real - Volatile.Read(ref readAt) >= RereadMilliseconds)
        {
            Volatile.Write(ref readAt, real);
            Read();
        }

        var read = Volatile.Read(ref ticks);
        return read == 0 ? System.GetUtcNow() : new DateTimeOffset(read, TimeSpan.Zero);
    }

    // A file that is being rewritten may be empty or locked for a moment; the last time read stays then.
    private void Read()
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            if (
                DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
            )
            {
                Volatile.Write(ref ticks, time.UtcTicks);
            }
        }
        catch (IOException)
        {
            Volatile.Write(ref readAt, Environment.TickCount64);
        }
    }
}
