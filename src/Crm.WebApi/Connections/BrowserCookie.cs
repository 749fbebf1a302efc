using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Integrations;
using Crm.Infrastructure.Configuration;

namespace Crm.WebApi.Connections;

/// <summary>
/// Ties a connection to the browser that began it, so that nobody can slip another person's account into a tenant. One
/// cookie a state: two connections may be under way in two tabs. Lax, because the provider's redirect comes from its site.
/// </summary>
internal sealed class BrowserCookie(ServerOptions server)
{
    private const string Path = "/api/integrations/accounts/oauth/callback/";

    public void Write(HttpResponse response, string state, string browserKey) =>
        response.Cookies.Append(NameOf(state), browserKey, Options(OAuthState.Lifetime));

    /// <summary>Good for one callback.</summary>
    public string? Take(HttpContext context, string? state)
    {
        if (state is null || context.Request.Cookies[NameOf(state)] is not { } browserKey)
        {
            return null;
        }

        context.Response.Cookies.Delete(NameOf(state), Options(maxAge: null));

        return browserKey;
    }

    private static string NameOf(string state) =>
        "crm_connect_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 8));

    private CookieOptions Options(TimeSpan? maxAge) =>
        new()
        {
            HttpOnly = true,
            Secure = server.ApiBaseUrl.StartsWith("https:", StringComparison.Ordinal),
            SameSite = SameSiteMode.Lax,
            Path = Path,
            MaxAge = maxAge,
            IsEssential = true,
        };
}
