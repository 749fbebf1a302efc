using System.Globalization;

namespace Crm.Application.Publishing;

/// <summary>Times as a person reads them from a clock on a wall, to the minute or the second, without an offset.</summary>
internal static class LocalTimes
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    public static DateTime? Read(string? text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && time > Earliest
        && time < Latest
            ? time
            : null;

    public static string Write(DateTime time) =>
        time.ToString(time.Second == 0 ? Forms[0] : Forms[1], CultureInfo.InvariantCulture);
}
