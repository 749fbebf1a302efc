using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Infrastructure.Providers.X;

/// <summary>OAuth 2.0 with PKCE by the platform's own app. A code lives for thirty seconds: it is exchanged in the callback itself.</summary>
internal sealed class XConnector(IXApi api, XProfileReader reader, XOptions options, TimeProvider time)
    : IAccountConnector
{
    private const int VerifierBytes = 48;

    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes));
        var url = QueryHelpers.AddQueryString(
            options.AuthorizeUrl.AbsoluteUri,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["response_type"] = "code",
                ["client_id"] = options.RequiredClientId,
                ["redirect_uri"] = redirectUri,
                ["scope"] = string.Join(' ', Descriptor.Scopes),
                ["state"] = state,
                ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
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
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
            ["code_verifier"] = verifier?.Reveal() ?? throw new ArgumentNullException(nameof(verifier)),
        };
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.TokenAsync(XTokenPair.Basic(options), form, cancellationToken),
            cancellationToken
        );
        // Without a refresh token the connection would die within two hours: better none than one that replaces a good one.
        if (XTokenPair.From(answer) is not { RefreshToken: not null } tokens)
        {
            throw answer.AccessToken is { Length: > 0 }
                ? new ProviderException("provider_rejected", Descriptor.Key, "offline.access", retryAfter: null)
                : XFailures.Describe(answer, status, headers, time.GetUtcNow());
        }

        var scopes = XTokenPair.Scopes(answer);
        var profile = await reader.ReadProfileAsync(
            new(tokens.AccessToken, PastedCredentials.None, ExternalId: null),
            scopes,
            cancellationToken
        );

        return new ConnectedAccount(
            profile.ExternalId!,
            profile.DisplayName,
            profile.Username,
            profile.AvatarUrl,
            scopes,
            ProvenIds: [],
            tokens
        )
        {
            Profile = profile,
        };
    }

    public async Task RevokeAsync(
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["token"] = accessToken.Reveal() };
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.RevokeAsync(XTokenPair.Basic(options), form, cancellationToken),
            cancellationToken
        );
        if (answer.Error is { Length: > 0 } || (int)status >= 300)
        {
            throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
        }
    }
}
