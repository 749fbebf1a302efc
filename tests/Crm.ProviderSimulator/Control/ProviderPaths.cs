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
    public const string Instagram = "instagram";
    public const string WhatsApp = "whatsapp";
    public const string MetaLeads = "meta-leads";

    private static readonly string[] XPages = ["/i/oauth2/authorize", "/oauth/authorize", "/oauth/authenticate"];

    // Other providers have paths below /oauth/ too.
    private static readonly string[] XOAuthCalls = ["/oauth/request_token", "/oauth/access_token"];

    /// <summary>Graph paths that no single Meta product owns; faults of each of the three meet them.</summary>
    public const string Meta = "meta";

    /// <summary>What a fault may name.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        TikTok,
        TikTokLeadGen,
        BeyondVisit,
        X,
        GoogleLeadForm,
        LinkedIn,
        Instagram,
        WhatsApp,
        MetaLeads,
    ];

    private static readonly string[] InstagramHosts =
    [
        "/graph.instagram.com/",
        "/api.instagram.com/",
        "/www.instagram.com/",
    ];

    public static string? ProviderOf(HttpContext context) =>
        context.Items[typeof(ProviderPaths)] as string ?? ProviderOf(context.Request.Path.Value ?? "/");

    /// <summary>For hosts of several providers, where the path alone does not tell.</summary>
    public static void Assign(HttpContext context, string provider) => context.Items[typeof(ProviderPaths)] = provider;

    /// <summary>Whether a fault of one provider meets a call to another.</summary>
    public static bool Covers(string faulty, string provider) =>
        faulty == provider || (provider == Meta && faulty is Instagram or WhatsApp or MetaLeads);

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
        : InstagramHosts.Any(host => path.StartsWith(host, StringComparison.Ordinal)) ? Instagram
        : path.StartsWith("/lookaside.fbsbx.com/", StringComparison.Ordinal) ? WhatsApp
        : path.StartsWith("/graph.facebook.com/", StringComparison.Ordinal)
        || path.StartsWith("/www.facebook.com/", StringComparison.Ordinal)
            ? Meta
        : null;

    public static bool IsBrowserPage(string path) =>
        path.StartsWith("/v2/auth/", StringComparison.Ordinal)
        || path.StartsWith("/portal/", StringComparison.Ordinal)
        || path.StartsWith("/beyondvisit/external/Login/", StringComparison.Ordinal)
        || path.StartsWith("/accounts.google.com/", StringComparison.Ordinal)
        || path.StartsWith("/www.linkedin.com/oauth/v2/authorization", StringComparison.Ordinal)
        || path.StartsWith("/www.facebook.com/", StringComparison.Ordinal)
        || path.StartsWith("/www.instagram.com/", StringComparison.Ordinal)
        || XPages.Contains(path);

    private static bool IsX(string path) =>
        path.StartsWith("/2/", StringComparison.Ordinal)
        || path.StartsWith("/1.1/", StringComparison.Ordinal)
        || XPages.Contains(path)
        || XOAuthCalls.Contains(path);
}
