namespace Crm.ProviderSimulator.Control;

/// <summary>Which simulated provider a path belongs to; one process plays all hosts, since their paths never meet.</summary>
internal static class ProviderPaths
{
    public const string TikTok = "tiktok";
    public const string TikTokLeadGen = "tiktok-leadgen";
    public const string BeyondVisit = "beyondvisit";

    public static readonly IReadOnlyList<string> All = [TikTok, TikTokLeadGen, BeyondVisit];

    public static string? ProviderOf(string path) =>
        path.StartsWith("/v2/", StringComparison.Ordinal) ? TikTok
        : path.StartsWith("/open_api/", StringComparison.Ordinal)
        || path.StartsWith("/portal/", StringComparison.Ordinal)
            ? TikTokLeadGen
        : path.StartsWith("/beyondvisit/", StringComparison.Ordinal) ? BeyondVisit
        : null;

    public static bool IsBrowserPage(string path) =>
        path.StartsWith("/v2/auth/", StringComparison.Ordinal)
        || path.StartsWith("/portal/", StringComparison.Ordinal)
        || path.StartsWith("/beyondvisit/external/Login/", StringComparison.Ordinal);
}
