namespace Crm.ProviderSimulator.Control;

/// <summary>Which simulated provider a path belongs to; one process plays all hosts, since their paths never meet.</summary>
internal static class ProviderPaths
{
    public const string TikTok = "tiktok";
    public const string TikTokLeadGen = "tiktok-leadgen";
    public const string BeyondVisit = "beyondvisit";
    public const string X = "x";
    public const string GoogleLeadForm = "google-lead-form";
    public const string LinkedIn = "linkedin";

    public static readonly IReadOnlyList<string> All = [TikTok, TikTokLeadGen, BeyondVisit, X, GoogleLeadForm, LinkedIn];

    private static readonly string[] XPages = ["/i/oauth2/authorize", "/oauth/authorize", "/oauth/authenticate"];

    // Other providers have paths below /oauth/ too.
    private static readonly string[] XOAuthCalls = ["/oauth/request_token", "/oauth/access_token"];

    public static string? ProviderOf(string path) =>
        path.StartsWith("/v2/", StringComparison.Ordinal) ? TikTok
        : path.StartsWith("/open_api/", StringComparison.Ordinal)
        || path.StartsWith("/portal/", StringComparison.Ordinal)
            ? TikTokLeadGen
        : path.StartsWith("/beyondvisit/", StringComparison.Ordinal) ? BeyondVisit
        : IsX(path) ? X
        : path.StartsWith("/accounts.google.com/", StringComparison.Ordinal)
        || path.StartsWith("/oauth2.googleapis.com/", StringComparison.Ordinal)
        || path.StartsWith("/googleads.googleapis.com/", StringComparison.Ordinal)
            ? GoogleLeadForm
        : path.StartsWith("/www.linkedin.com/", StringComparison.Ordinal)
        || path.StartsWith("/api.linkedin.com/", StringComparison.Ordinal)
            ? LinkedIn
        : null;

    public static bool IsBrowserPage(string path) =>
        path.StartsWith("/v2/auth/", StringComparison.Ordinal)
        || path.StartsWith("/portal/", StringComparison.Ordinal)
        || path.StartsWith("/beyondvisit/external/Login/", StringComparison.Ordinal)
        || path.StartsWith("/accounts.google.com/", StringComparison.Ordinal)
        || path.StartsWith("/www.linkedin.com/oauth/v2/authorization", StringComparison.Ordinal)
        || XPages.Contains(path);

    private static bool IsX(string path) =>
        path.StartsWith("/2/", StringComparison.Ordinal)
        || path.StartsWith("/1.1/", StringComparison.Ordinal)
        || XPages.Contains(path)
        || XOAuthCalls.Contains(path);
}
