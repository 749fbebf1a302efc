using System.Globalization;

namespace Crm.Benchmarks;

internal static class Say
{
    public static void Line(FormattableString text) =>
        Console.Error.WriteLine("==> " + text.ToString(CultureInfo.InvariantCulture));
}
