using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.LinkedIn.Login;

/// <summary>The member accepts everything or nothing. A PKCE challenge is ignored, as LinkedIn ignores it for web apps.</summary>
internal sealed class LinkedInConsent(LinkedInState state, MemberTokens tokens, RefusalLog refusals) : Consent(refusals)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(30);

    public override string Path => "/www.linkedin.com/oauth/v2/authorization";

    public override string Provider => "LinkedIn";

    public override bool ScopesCanBeUnticked => false;

    public override IReadOnlyDictionary<string, string> Scopes => LinkedInScopes.All;

    public override IReadOnlyList<ConsentUser> Users { get; } =
    [.. LinkedInMember.All.Select(member => new ConsentUser(member.Sub, member.Name))];

    protected override OAuthClient? FindClient(string clientId) => state.Apps.GetValueOrDefault(clientId)?.Client;

    protected override string? Problem(AuthorizeQuery query) =>
        query.Scopes.FirstOrDefault(scope => !state.Apps[query.Client.Id].Scopes.Contains(scope)) is { } scope
            ? $"unauthorized_scope_error: scope {scope} is not authorized for your application"
            : null;

    protected override string Allow(AuthorizeQuery query, IReadOnlyList<string> scopes, string userId)
    {
        var grant = tokens.NewGrant(query.Client.Id, LinkedInMember.Find(userId)!, scopes);
        return query.Redirect([new("code", tokens.Codes.Issue("AQ", new(grant, query.RedirectUri), CodeLife))]);
    }

    protected override string Deny(AuthorizeQuery query) =>
        query.Redirect(
            new("error", "user_cancelled_authorize"),
            new("error_description", "The user cancelled the authorization")
        );
}
