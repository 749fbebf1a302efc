using Crm.Domain.Common;
using Crm.Domain.Identity;
using Crm.Infrastructure.Configuration;

namespace Crm.WebApi.Authentication;

/// <summary>Where the browser app keeps its refresh token: out of reach of scripts and of other sites.</summary>
internal sealed class RefreshCookie(ServerOptions server)
{
    private const string Name = "crm_refresh";
    private const string Path = "/api/v1/auth";

    private readonly string[] ownOrigins = [OriginOf(server.ApiBaseUrl), OriginOf(server.FrontendUrl)];

    /// <summary>The caller asked for the cookie form and is our own page, or no page at all.</summary>
    public bool IsUsedBy(HttpRequest request) =>
        request.Headers["X-Auth-Mode"] == "cookie"
        && (request.Headers.Origin is not { Count: > 0 } origin || ownOrigins.Contains(origin.ToString()));

    public Secret? Read(HttpRequest request) =>
        IsUsedBy(request) && request.Cookies[Name] is { Length: > 0 } token ? new(token) : null;

    public void Write(HttpResponse response, Secret refreshToken) =>
        response.Cookies.Append(Name, refreshToken.Reveal(), Options(RefreshFamily.TokenLifetime));

    public void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? maxAge) =>
        new()
        {
            HttpOnly = true,
            Secure = server.ApiBaseUrl.StartsWith("https:", StringComparison.Ordinal),
            SameSite = SameSiteMode.Strict,
            Path = Path,
            MaxAge = maxAge,
            IsEssential = true,
        };

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
