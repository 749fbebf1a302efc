using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.AspNetCore.WebUtilities;
using RestEase;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>Login Kit's consent, with PKCE also for web apps, which TikTok takes although it does not ask for it.</summary>
internal sealed class TikTokConnector(ITikTokApi api, TikTokOptions options) : IAccountConnector
{
    private const int VerifierBytes = 48;

    public ProviderDescriptor Descriptor => TikTokProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes));
        var url = QueryHelpers.AddQueryString(
            options.AuthorizeUrl.AbsoluteUri,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["client_key"] = options.ClientKey ?? throw NotSetUp(),
                ["scope"] = string.Join(',', Descriptor.Scopes),
                ["response_type"] = "code",
                ["redirect_uri"] = redirectUri,
                ["state"] = state,
                ["code_challenge"] = Challenge(verifier),
                ["code_challenge_method"] = "S256",
            }
        );

        return new(new Uri(url), new Secret(verifier));
    }

    public async Task<ConnectedAccount> ExchangeAsync(
        string code,
        string redirectUri,
        Secret? verifier,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var form = App();
        form["grant_type"] = "authorization_code";
        form["code"] = code;
        form["redirect_uri"] = redirectUri;
        form["code_verifier"] = verifier?.Reveal() ?? throw new ArgumentNullException(nameof(verifier));

        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.TokenAsync(form, cancellationToken),
            cancellationToken
        );

        // Without a refresh token the connection would die within hours: better none than one that replaces a good one.
        return
            answer is { Error: null or "", OpenId: { Length: > 0 } openId, RefreshToken.Length: > 0 }
            && TikTokTokenPair.From(answer) is { } tokens
            ? new ConnectedAccount(
                openId,
                DisplayName: null,
                Username: null,
                AvatarUrl: null,
                Scopes(answer.Scope),
                ProvenIds: [openId],
                tokens
            )
            : throw TikTokFailures.Describe(answer, status);
    }

    public async Task RevokeAsync(
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var form = App();
        form["token"] = accessToken.Reveal();
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => RevokeAsync(form, cancellationToken),
            cancellationToken
        );

        // A refusal may come with 200: the grant would live on at TikTok while we say that it ended.
        if (answer.Error is { Length: > 0 } || (int)status >= 300)
        {
            throw TikTokFailures.Describe(answer, status);
        }
    }

    private async Task<Response<TikTokTokens>> RevokeAsync(
        Dictionary<string, string> form,
        CancellationToken cancellationToken
    )
    {
        var answer = await api.RevokeAsync(form, cancellationToken);

        return string.IsNullOrWhiteSpace(answer.StringContent)
            ? new(answer.StringContent, answer.ResponseMessage, () => TikTokTokens.Nothing)
            : answer;
    }

    private Dictionary<string, string> App() =>
        new(StringComparer.Ordinal)
        {
            ["client_key"] = options.ClientKey ?? throw NotSetUp(),
            ["client_secret"] = options.ClientSecret!.Reveal(),
        };

    private ProviderException NotSetUp() =>
        new("integration_not_configured", Descriptor.Key, reason: null, retryAfter: null);

    private string Challenge(string verifier)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));

        return options.UsesHexChallenge ? Convert.ToHexStringLower(hash) : Base64Url.EncodeToString(hash);
    }

    private static string[] Scopes(string? scope) =>
        (scope ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
