using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>Addresses of the consent pages: scopes with commas, no PKCE.</summary>
internal static class GraphDialog
{
    public static Uri Facebook(
        GraphOptions options,
        string appId,
        string redirectUri,
        string state,
        IEnumerable<string> scopes
    ) => Url(new Uri(options.DialogUrl, $"{options.Version}/dialog/oauth"), appId, redirectUri, state, scopes);

    public static Uri Instagram(
        GraphOptions options,
        string appId,
        string redirectUri,
        string state,
        IEnumerable<string> scopes
    ) => Url(new Uri(options.InstagramDialogUrl, "oauth/authorize"), appId, redirectUri, state, scopes);

    private static Uri Url(Uri page, string appId, string redirectUri, string state, IEnumerable<string> scopes) =>
        new(
            QueryHelpers.AddQueryString(
                page.AbsoluteUri,
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["client_id"] = appId,
                    ["redirect_uri"] = redirectUri,
                    ["response_type"] = "code",
                    ["scope"] = string.Join(',', scopes),
                    ["state"] = state,
                }
            )
        );
}
