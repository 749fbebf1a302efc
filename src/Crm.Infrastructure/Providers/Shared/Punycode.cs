namespace Crm.Infrastructure.Providers.Shared;

/// <summary>How long a label of a domain gets in DNS (RFC 3492). IdnMapping refuses labels that platforms count, and counts none that it refuses.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int Least = 1;
    private const int Most = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int FirstBias = 72;
    private const int FirstOther = 128;
    private const string Prefix = "xn--";

    private static readonly char[] FullStops = ['\u3002', '\uFF0E', '\uFF61'];

    /// <param name="label">May hold the full stops of other scripts, which DNS takes for dots.</param>
    public static int LengthOf(string label) => label.Split(FullStops).Sum(part => LengthOfPart(part) + 1) - 1;

    private static int LengthOfPart(string label)
    {
        var points = Points(label).ToArray();
        var basic = points.Count(point => point < FirstOther);

        return basic == points.Length && !label.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? label.Length
            : Prefix.Length + basic + (basic > 0 ? 1 : 0) + Digits(points, basic);
    }

    // Half a pair stands for itself: a label may begin with the second half of an emoji.
    private static IEnumerable<int> Points(string label)
    {
        for (var place = 0; place < label.Length; place++)
        {
            yield return char.IsSurrogatePair(label, place) ? char.ConvertToUtf32(label, place++) : label[place];
        }
    }

    private static int Digits(int[] points, int basic)
    {
        var (next, delta, bias, handled, digits) = (FirstOther, 0, FirstBias, basic, 0);
        while (handled < points.Length)
        {
            var least = points.Where(point => point >= next).Min();
            delta += (least - next) * (handled + 1);
            next = least;
            foreach (var point in points)
            {
                if (point < next)
                {
                    delta++;
                }
                else if (point == next)
                {
                    digits += DigitsOf(delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }

        return digits;
    }

    private static int DigitsOf(int delta, int bias)
    {
        var digits = 1;
        for (var (rest, place) = (delta, Base); ; place += Base)
        {
            var threshold = Math.Clamp(place - bias, Least, Most);
            if (rest < threshold)
            {
                return digits;
            }

            rest = (rest - threshold) / (Base - threshold);
            digits++;
        }
    }

    private static int Adapt(int delta, int points, bool isFirst)
    {
        var rest = isFirst ? delta / Damp : delta / 2;
        rest += rest / points;
        var bias = 0;
        for (; rest > (Base - Least) * Most / 2; bias += Base)
        {
            rest /= Base - Least;
        }

        return bias + ((Base - Least + 1) * rest / (rest + Skew));
    }
}
