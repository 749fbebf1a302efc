using System.Text.Json.Serialization;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;

namespace Crm.WebApi.Authentication;

/// <summary>How tokens come and go: in the body, or the refresh token in the browser app's cookie.</summary>
internal static class TokenHandover
{
    /// <summary>A caller in the cookie form who has no cookie is not signed in; a body without a token is a faulty request.</summary>
    public static Secret Take(RefreshBody? body, HttpContext context, RefreshCookie cookie) =>
        cookie.IsUsedBy(context.Request)
            ? cookie.Read(context.Request) ?? throw new DomainException("unauthorized")
            : body?.RefreshToken!;

    public static TokensAnswer Hand(SessionTokens tokens, HttpContext context, RefreshCookie cookie)
    {
        context.Response.Headers.CacheControl = "no-store";
        var inCookie = cookie.IsUsedBy(context.Request);
        if (inCookie)
        {
            cookie.Write(context.Response, tokens.RefreshToken);
        }

        return new(
            tokens.AccessToken.Reveal(),
            tokens.AccessExpiresAt.ToUnixTimeSeconds(),
            inCookie ? null : tokens.RefreshToken.Reveal()
        );
    }
}

/// <param name="TotpCode">Of the authenticator app, or a recovery code; read once a second factor is enabled.</param>
internal sealed record LogInBody(string Email, Secret Password, string? TotpCode = null, Guid? TenantId = null);

/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record RefreshBody(Secret? RefreshToken = null);

/// <param name="AccessTokenExpire">Unix seconds.</param>
/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record TokensAnswer(
    string AccessToken,
    long AccessTokenExpire,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken
);

/// <param name="AccessTokenExpire">Unix seconds.</param>
/// <param name="RefreshToken">Left out in the cookie form.</param>
internal sealed record RegisterAnswer(
    Guid TenantId,
    Guid UserId,
    string AccessToken,
    long AccessTokenExpire,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken
);
