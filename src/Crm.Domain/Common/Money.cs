using System.Globalization;

namespace Crm.Domain.Common;

/// <summary>Amounts are text in the API, so that no reader makes a binary fraction of them.</summary>
public static class Money
{
    public const int Decimals = 4;

    /// <summary>Of one booking.</summary>
    public const decimal Largest = 1_000_000_000m;

    public static string Text(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    public static bool IsKeepable(decimal amount) =>
        amount is >= -Largest and <= Largest && decimal.Round(amount, Decimals) == amount;
}
