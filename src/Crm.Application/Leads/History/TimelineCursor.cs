using System.Globalization;
using Crm.Application.Leads.Contracts;

namespace Crm.Application.Leads.History;

/// <summary>A place in time and, of what happened at the same moment, an id: what is added meanwhile moves nothing.</summary>
internal static class TimelineCursor
{
    private const int IdLength = 32;

    /// <summary>Before everything, also before what is dated into the future.</summary>
    public static readonly TimelinePlace Beginning = new(new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.AllBitsSet);

    public static string Write(TimelinePlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Id:N}{place.At.UtcTicks:x}");

    /// <summary>Null when it was not written here.</summary>
    public static TimelinePlace? Read(string cursor) =>
        cursor.Length is > IdLength and <= IdLength + 16
        && Guid.TryParseExact(cursor[..IdLength], "N", out var id)
        && long.TryParse(
            cursor.AsSpan(IdLength),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var ticks
        )
        && ticks > 0
        && ticks <= Beginning.At.UtcTicks
            ? new(new(ticks, TimeSpan.Zero), id)
            : null;
}
