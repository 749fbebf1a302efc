using System.Text.RegularExpressions;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.Posts;

/// <summary>Finds what twitter-text takes for a link or a cashtag.</summary>
internal static partial class TextLinks
{
    private const string Letters = @"A-Za-z0-9À-ÖØ-öø-ɏ";
    private const string PathLetters = Letters + @"Ѐ-ӿ";

    // All of the countries, the usual ones of the rest: the whole list has fifteen hundred and changes.
    private const string TopLevel =
        "ac|ad|ae|af|ag|ai|al|am|an|ao|aq|ar|as|at|au|aw|ax|az|ba|bb|bd|be|bf|bg|bh|bi|bj|bl|bm|bn|bo|bq|br|bs|bt|bv|bw|"
        + "by|bz|ca|cc|cd|cf|cg|ch|ci|ck|cl|cm|cn|co|cr|cu|cv|cw|cx|cy|cz|de|dj|dk|dm|do|dz|ec|ee|eg|eh|er|es|et|eu|fi|"
        + "fj|fk|fm|fo|fr|ga|gb|gd|ge|gf|gg|gh|gi|gl|gm|gn|gp|gq|gr|gs|gt|gu|gw|gy|hk|hm|hn|hr|ht|hu|id|ie|il|im|in|io|"
        + "iq|ir|is|it|je|jm|jo|jp|ke|kg|kh|ki|km|kn|kp|kr|kw|ky|kz|la|lb|lc|li|lk|lr|ls|lt|lu|lv|ly|ma|mc|md|me|mf|mg|"
        + "mh|mk|ml|mm|mn|mo|mp|mq|mr|ms|mt|mu|mv|mw|mx|my|mz|na|nc|ne|nf|ng|ni|nl|no|np|nr|nu|nz|om|pa|pe|pf|pg|ph|pk|"
        + "pl|pm|pn|pr|ps|pt|pw|py|qa|re|ro|rs|ru|rw|sa|sb|sc|sd|se|sg|sh|si|sj|sk|sl|sm|sn|so|sr|ss|st|su|sv|sx|sy|sz|"
        + "tc|td|tf|tg|th|tj|tk|tl|tm|tn|to|tp|tr|tt|tv|tw|tz|ua|ug|uk|um|us|uy|uz|va|vc|ve|vg|vi|vn|vu|wf|ws|ye|yt|za|"
        + "zm|zw|com|net|org|info|biz|name|pro|edu|gov|mil|int|aero|asia|cat|coop|jobs|mobi|museum|post|tel|travel|xxx|"
        + "abudhabi|academy|africa|agency|app|art|blog|cafe|center|click|cloud|club|company|design|dev|digital|doha|"
        + "dubai|email|events|expert|fitness|fun|games|global|group|guru|health|hotel|ist|istanbul|life|link|live|ltd|"
        + "market|marketing|media|music|network|news|online|page|photos|plus|press|restaurant|school|services|shop|"
        + "site|social|solutions|space|store|studio|systems|team|tech|tips|today|tools|top|tours|training|video|vip|"
        + "website|wiki|work|world|xyz|zone|xn--[-0-9a-z]+";

    private const string Domain =
        $@"(?:[{Letters}](?:[{Letters}_-]*[{Letters}])?\.)+(?:{TopLevel})(?=[^0-9a-zA-Z@+-]|$)(?::[0-9]+)?";

    private const string Path =
        $@"/(?:(?:[{PathLetters}!*';:=+,.$/%#\[\]\-–_~@|&]|\([{PathLetters}!*';:=+,.$/%#\[\]\-_~@|&]*\))*"
        + $@"(?:[{PathLetters}+\-=_#/]|\([{PathLetters}!*';:=+,.$/%#\[\]\-_~@|&]*\)))?";

    private const string Query = @"(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9\-_&=#/])";

    // The sign before is part of the match, as in twitter-text. Without a scheme only a path makes the query a part of the link.
    private const string Link =
        $@"(?<before>[^A-Za-z0-9@＠$#＃]|^)(?<link>https?://{Domain}(?:{Path})?{Query}?|{Domain}(?:{Path}{Query}?)?)";

    private const string ShortLink = "https://t.co/";
    private const int ShortLength = 10;

    // Interpreted: generated it is so long that compiling it takes a busy machine seconds, for a handful of posts.
    private static readonly Regex LinkPattern = new(
        Link,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(PatternPatience.Milliseconds)
    );

    public static IReadOnlyList<Group> Find(string text) =>
        [.. LinkPattern.Matches(text).Cast<Match>().Where(IsLink).Select(match => match.Groups["link"])];

    /// <summary>The text as X shows it: every link is a short one.</summary>
    public static string Shorten(string text) =>
        LinkPattern.Replace(text, match => IsLink(match) ? match.Groups["before"].Value + NewShortLink() : match.Value);

    /// <summary>The short links of a post and where they lead, in its order; the last one of a post with media leads to them.</summary>
    public static IEnumerable<object> Pair(Post post)
    {
        var longs = Find(post.Sent).Select(link => link.Value).ToList();
        return ShortPattern()
            .Matches(post.Text)
            .Select(
                (link, index) =>
                    new
                    {
                        Url = link.Value,
                        ExpandedUrl = index < longs.Count
                            ? WithScheme(longs[index])
                            : $"https://x.com/{post.Author.Username}/status/{post.Id}/photo/1",
                    }
            );
    }

    private static string WithScheme(string link) =>
        link.Contains("://", StringComparison.Ordinal) ? link : $"http://{link}";

    public static string NewShortLink() => ShortLink + RandomText.Of(ShortLength);

    public static int CountCashtags(string text) => CashtagPattern().Count(text);

    private static bool IsLink(Match match) =>
        match.Groups["link"].Value.Contains("://", StringComparison.Ordinal)
        || match.Groups["before"].Value is not ("-" or "_" or "." or "/");

    [GeneratedRegex(
        "https://t\\.co/[A-Za-z0-9]+",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex ShortPattern();

    [GeneratedRegex(
        @"(?<=^|\s)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?=$|\s|\p{P}|[$+<=>^`|~])",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex CashtagPattern();
}
