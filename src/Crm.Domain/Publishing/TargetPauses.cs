namespace Crm.Domain.Publishing;

/// <summary>How long a target waits where the platform does not say.</summary>
internal static class TargetPauses
{
    /// <summary>In a row; with their pauses they fill about an hour.</summary>
    public const int MostFailures = 12;

    /// <summary>A platform that asks to wait again and again is not asked after it.</summary>
    public static readonly TimeSpan LongestDoubt = TimeSpan.FromHours(24);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>When a call whose answer was lost is looked up, counted from the look before.</summary>
    private static readonly TimeSpan[] Looking =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(8),
    ];

    public static TimeSpan After(int failures)
    {
        var pause = First * Math.Pow(2, failures - 1);

        return pause < Longest ? pause : Longest;
    }

    /// <summary>Null: it was looked up often enough.</summary>
    public static TimeSpan? UntilLook(int looks) => looks < Looking.Length ? Looking[looks] : null;
}
