using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.TikTok;

internal static class TikTokTokenPair
{
    /// <summary>Null when the answer holds no access token, whatever its status was.</summary>
    public static TokenPair? From(TikTokTokens answer) =>
        answer is { Error: null or "", AccessToken: { Length: > 0 } access }
            ? new TokenPair(
                new Secret(access),
                answer.RefreshToken is { Length: > 0 } refresh ? new Secret(refresh) : null,
                Lifetime(answer.ExpiresIn),
                Lifetime(answer.RefreshExpiresIn)
            )
            : null;

    private static TimeSpan? Lifetime(long? seconds) =>
        seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, int.MaxValue)) : null;
}
