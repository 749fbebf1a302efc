using System.Globalization;

namespace Crm.Infrastructure.Configuration;

/// <summary>The time of day as a file has it (RFC 3339), so that servers, workers and simulator share a clock that can be turned. Timers stay real.</summary>
internal sealed class FileClock(string path) : TimeProvider
{
    public const string Setting = "CRM_TEST_CLOCK";

    private const int RereadAfterMilliseconds = 20;

    private long readAt = Environment.TickCount64 - RereadAfterMilliseconds;
    private long ticks = System.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        var real = Environment.TickCount64;
        if (real - Volatile.Read(ref readAt) >= RereadAfterMilliseconds)
        {
            Read();
            Volatile.Write(ref readAt, real);
        }

        return new(Volatile.Read(ref ticks), TimeSpan.Zero);
    }

    public static string RequireReadable(string path)
    {
        try
        {
            if (TryParse(File.ReadAllText(path), out _))
            {
                return path;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"{Setting} is '{path}', which cannot be read: {exception.Message} Write a time such as 2026-11-22T12:00:00Z into that file."
            );
        }

        throw new StartupException(
            $"{Setting} is '{path}', which holds no time. Write one such as 2026-11-22T12:00:00Z into it."
        );
    }

    private void Read()
    {
        try
        {
            if (TryParse(File.ReadAllText(path), out var now))
            {
                Volatile.Write(ref ticks, now.UtcTicks);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Being rewritten at this moment: the time read last still counts.
        }
    }

    private static bool TryParse(string text, out DateTimeOffset now) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out now
        );
}
