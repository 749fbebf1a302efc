namespace Crm.Domain.Common;

/// <summary>
/// How long a regular expression that cannot take more than the length of its text may run: only a machine that stands
/// still for a while makes it this long, and the text is not to blame for that.
/// </summary>
public static class PatternPatience
{
    public const int Milliseconds = 10_000;
}
