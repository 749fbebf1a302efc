using Crm.Application.Common.Fetching;
using Crm.Domain.Publishing;

namespace Crm.Application.Publishing;

/// <summary>More than any platform takes; what each of them takes is told by its own rules.</summary>
internal static class PlatformTextBounds
{
    public const int LongestText = 100_000;

    private const int MostParts = 25;
    private const int LongestPart = 25_000;
    private const int LongestTitle = 400;
    private const int LongestDescription = 4_000;
    private const int LongestAuthor = 200;

    /// <returns>The members, each with what is wrong with it.</returns>
    public static IEnumerable<(string Member, string Code)> Faults(PlatformText? text)
    {
        if (text is null)
        {
            return [("", "post_platform_text")];
        }

        var faults = new List<(string, string)>();
        if (text.Text?.Length > LongestText)
        {
            faults.Add((".text", "text_too_long"));
        }

        if (
            text.Thread is { } parts
            && (
                parts.Count > MostParts
                || parts.Any(part => string.IsNullOrWhiteSpace(part) || part.Length > LongestPart)
            )
        )
        {
            faults.Add((".thread", "post_thread"));
        }

        if (text.Author?.Length > LongestAuthor)
        {
            faults.Add((".author", "post_author"));
        }

        return text.Article is { } article ? [.. faults, .. Faults(article)] : faults;
    }

    private static IEnumerable<(string Member, string Code)> Faults(ArticleLink article)
    {
        if (PublicUrl.Parse(article.Url) is null)
        {
            yield return (".article.url", "web_address");
        }

        if (article.Title?.Length > LongestTitle)
        {
            yield return (".article.title", "text_too_long");
        }

        if (article.Description?.Length > LongestDescription)
        {
            yield return (".article.description", "text_too_long");
        }
    }
}
