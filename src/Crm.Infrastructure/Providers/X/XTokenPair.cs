using System.Text;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.X;

internal static class XTokenPair
{
    /// <summary>Null when the answer is no pair. The refresh token has no end of its own.</summary>
    public static TokenPair? From(XTokens answer) =>
        answer is { Error: null or "", AccessToken: { Length: > 0 } access }
            ? new(
                new Secret(access),
                answer.RefreshToken is { Length: > 0 } refresh ? new Secret(refresh) : null,
                answer.ExpiresIn is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                RefreshLifetime: null
            )
            : null;

    public static string[] Scopes(XTokens answer) =>
        (answer.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The app as a confidential client.</summary>
    public static string Basic(XOptions options) =>
        "Basic "
        + Convert.ToBase64String(
            Encoding.ASCII.GetBytes(
                $"{Uri.EscapeDataString(options.RequiredClientId)}:{Uri.EscapeDataString(options.ClientSecret!.Reveal())}"
            )
        );
}
