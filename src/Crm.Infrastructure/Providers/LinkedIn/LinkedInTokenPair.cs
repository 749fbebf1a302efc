using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.LinkedIn;

internal static class LinkedInTokenPair
{
    /// <summary>Null when the answer is no token. Most apps are given no refresh token, and live for sixty days (linkedin §3).</summary>
    public static TokenPair? From(LinkedInTokens answer) =>
        answer is { Error: null or "", AccessToken: { Length: > 0 } access }
            ? new(
                new Secret(access),
                answer.RefreshToken is { Length: > 0 } refresh ? new Secret(refresh) : null,
                Lifetime(answer.ExpiresIn),
                Lifetime(answer.RefreshTokenExpiresIn)
            )
            : null;

    /// <summary>Asked for with blanks, answered with commas.</summary>
    public static string[] Scopes(string? scope) =>
        (scope ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TimeSpan? Lifetime(long? seconds) =>
        seconds is > 0 and var given ? TimeSpan.FromSeconds(given) : null;
}
