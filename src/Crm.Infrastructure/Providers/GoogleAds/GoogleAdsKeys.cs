using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.GoogleAds;

/// <summary>
/// The customer's own OAuth client. Without a consent it cannot act for anybody, but Google tells a client that it does not know
/// (<c>invalid_client</c>) apart from one whose refresh token it does not (<c>invalid_grant</c>).
/// </summary>
internal sealed class GoogleAdsKeys(IGoogleOAuthApi api) : ICredentialConnector
{
    private const string Nobody = "1//none";

    public ProviderDescriptor Descriptor => GoogleAdsProvider.Descriptor;

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var clientId = credentials.Get(GoogleAdsProvider.ClientId);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = clientId,
            ["client_secret"] = credentials.Get(GoogleAdsProvider.ClientSecret),
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = Nobody,
        };
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.TokenAsync(form, cancellationToken),
            cancellationToken
        );

        return answer.Error is "invalid_grant"
            ? new(
                clientId,
                DisplayName: null,
                Username: null,
                AvatarUrl: null,
                GrantedScopes: [],
                ProvenIds: [],
                Tokens: null
            )
            : throw ((int)status, answer.Error) switch
            {
                (429, _) => new ProviderException(
                    "rate_limited_by_provider",
                    Descriptor.Key,
                    reason: null,
                    TimeSpan.FromSeconds(60)
                ),
                (< 500, "invalid_client" or "unauthorized_client") or (401, _) => new(
                    "authentication_failed",
                    Descriptor.Key,
                    answer.Error,
                    retryAfter: null
                ),
                (403, _) => new("permission_denied", Descriptor.Key, answer.Error, retryAfter: null),
                (>= 400 and < 500, { } error) => new("provider_rejected", Descriptor.Key, error, retryAfter: null),
                _ => CallTrouble.Unavailable(Descriptor.Key, cause: null),
            };
    }
}
