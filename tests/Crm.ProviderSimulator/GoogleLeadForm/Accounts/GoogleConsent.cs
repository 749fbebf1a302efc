using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.GoogleLeadForm.Accounts;

internal sealed class GoogleConsent(GoogleGrants grants, RefusalLog refusals) : Consent(refusals)
{
    public const string AdsScope = "https://www.googleapis.com/auth/adwords";
    public const string DemoUser = "ads-demo";

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    public override string Path => "/accounts.google.com/o/oauth2/v2/auth";

    public override string Provider => "Google";

    public override bool ScopesCanBeUnticked => true;

    public override IReadOnlyDictionary<string, string> Scopes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AdsScope] = "See, edit, create, and delete your Google Ads accounts and data",
            ["openid"] = "Associate you with your personal info on Google",
            ["email"] = "See your primary Google Account email address",
            ["profile"] = "See your personal info",
        };

    public override IReadOnlyList<ConsentUser> Users { get; } =
    [new(DemoUser, "Ayşe Yılmaz (Google Ads manager)"), new("ads-guest", "Guest without an ads account")];

    protected override OAuthClient? FindClient(string clientId) => grants.Clients.GetValueOrDefault(clientId);

    protected override string? Problem(AuthorizeQuery query) =>
        query["access_type"] is not (null or "online" or "offline") ? "access_type is neither online nor offline"
        : query["prompt"] is { } prompt
        && prompt.Split(' ').Any(word => word is not ("none" or "consent" or "select_account"))
            ? "prompt is unknown"
        : query["code_challenge"] is not null && query["code_challenge_method"] != "S256"
            ? "code_challenge_method is not S256"
        : query["code_challenge"] is null && query["code_challenge_method"] is not null
            ? "code_challenge_method without code_challenge"
        : null;

    protected override string Allow(AuthorizeQuery query, IReadOnlyList<string> scopes, string userId)
    {
        var isFirst = grants.Consent(query.Client.Id, userId);
        var asksAgain = (query["prompt"] ?? "").Split(' ').Contains("consent");
        var code = grants.Codes.Issue(
            "4/0A",
            new(
                new(query.Client.Id, userId, scopes),
                query.RedirectUri,
                query["code_challenge"],
                query["access_type"] == "offline" && (isFirst || asksAgain)
            ),
            CodeLife
        );
        return query.Redirect(new("code", code), new("scope", string.Join(' ', scopes)));
    }

    protected override string Deny(AuthorizeQuery query) => query.Redirect([new("error", "access_denied")]);
}
