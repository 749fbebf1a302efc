using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>
/// The advertiser's consent. The token has no end and no renewal; it proves the advertisers it lists, and those alone
/// route shared deliveries. The first of them, in the order of their ids, names the account.
/// </summary>
internal sealed class TikTokLeadsConnector(
    ITikTokLeadsApi api,
    TikTokLeadsAdvertisers advertisers,
    TikTokLeadsOptions options
) : IAccountConnector
{
    public ProviderDescriptor Descriptor => TikTokLeadsProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials) =>
        new(
            new Uri(
                QueryHelpers.AddQueryString(
                    options.AuthorizeUrl.AbsoluteUri,
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["app_id"] = options.RequiredAppId,
                        ["state"] = state,
                        ["redirect_uri"] = redirectUri,
                    }
                )
            ),
            Verifier: null
        );

    public async Task<ConnectedAccount> ExchangeAsync(
        string code,
        string redirectUri,
        Secret? verifier,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var body = new AuthCodeExchange(options.RequiredAppId, options.AppSecret!.Reveal(), code);
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.ExchangeAsync(body, cancellationToken),
            cancellationToken
        );
        var granted = TikTokLeadsFailures.Unwrap(answer, status);
        if (granted.AccessToken is not { Length: > 0 } token)
        {
            throw CallTrouble.Unavailable(Descriptor.Key, cause: null);
        }

        var (proven, _) = await advertisers.ReadAsync(token, cancellationToken);

        return new ConnectedAccount(
            proven[0].Id,
            proven[0].Name,
            Username: null,
            AvatarUrl: null,
            Texts(granted.Scope),
            [.. proven.Select(advertiser => advertiser.Id)],
            new TokenPair(new Secret(token), RefreshToken: null, AccessLifetime: null, RefreshLifetime: null)
        );
    }

    public async Task RevokeAsync(
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var body = new TokenRevocation(options.RequiredAppId, options.AppSecret!.Reveal(), accessToken.Reveal());
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.RevokeAsync(body, cancellationToken),
            cancellationToken
        );
        if (answer.Code is not 0)
        {
            throw TikTokLeadsFailures.Describe(answer, status);
        }
    }

    private static string[] Texts(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray().Select(JsonText.Of).OfType<string>()] : [];
}
