using System.Net;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.AspNetCore.WebUtilities;
using RestEase;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>A consent for the customer's own app or the platform's, without PKCE; or a pasted token, which LinkedIn tells the end of.</summary>
internal sealed class LinkedInConnector(
    ILinkedInLogin login,
    LinkedInProfileReader reader,
    LinkedInOptions options,
    TimeProvider time
) : IAccountConnector, ICredentialConnector
{
    /// <summary>What LinkedIn gives when it does not say (linkedin §2).</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(60);

    /// <summary>The year 2100: what lies beyond is not seconds.</summary>
    private const long FarEnd = 4_102_444_800;

    public ProviderDescriptor Descriptor => LinkedInProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials) =>
        new(
            new Uri(
                QueryHelpers.AddQueryString(
                    new Uri(options.LoginUrl, "oauth/v2/authorization").AbsoluteUri,
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["response_type"] = "code",
                        ["client_id"] = options.AppOf(credentials).ClientId,
                        ["redirect_uri"] = redirectUri,
                        ["state"] = state,
                        ["scope"] = string.Join(' ', Descriptor.Scopes),
                    }
                )
            ),
            Verifier: null
        );

    public string? AppOf(PastedCredentials credentials) =>
        credentials.Find(LinkedInProvider.ClientId) ?? options.App?.ClientId;

    public async Task<ConnectedAccount> ExchangeAsync(
        string code,
        string redirectUri,
        Secret? verifier,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var form = AppForm(credentials);
        form["grant_type"] = "authorization_code";
        form["code"] = code;
        form["redirect_uri"] = redirectUri;
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => login.TokenAsync(form, cancellationToken),
            cancellationToken
        );
        if (LinkedInTokenPair.From(answer) is not { } tokens)
        {
            throw Refused(answer.Error, answer.ErrorDescription, status, credentials);
        }

        // Only the platform's own app renews: a pasted one may be taken away at any time.
        return await IntroduceAsync(
            credentials.IsEmpty ? tokens : tokens with { RefreshToken = null, RefreshLifetime = null },
            LinkedInTokenPair.Scopes(answer.Scope),
            AppOf(credentials),
            cancellationToken
        );
    }

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        if (credentials.Find(LinkedInProvider.AccessToken) is not { } pasted)
        {
            return null;
        }

        var form = AppForm(credentials);
        form["token"] = pasted;
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => login.IntrospectAsync(form, cancellationToken),
            cancellationToken
        );
        if (answer is not { Active: true })
        {
            throw answer.Active is false
                ? new ProviderException(
                    "authentication_failed",
                    Descriptor.Key,
                    answer.Status is "expired" or "revoked" ? answer.Status : "accessToken",
                    retryAfter: null
                )
                : Refused(answer.Error, answer.ErrorDescription, status, credentials);
        }

        var left = Left(answer.ExpiresAt);

        return await IntroduceAsync(
            new(new Secret(pasted), RefreshToken: null, left, RefreshLifetime: null),
            LinkedInTokenPair.Scopes(answer.Scope),
            AppOf(credentials),
            cancellationToken
        );
    }

    public async Task RevokeAsync(
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var form = AppForm(credentials);
        form["token"] = accessToken.Reveal();
        var (_, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => RevokeAsync(form, cancellationToken),
            cancellationToken
        );
        if ((int)status >= 300)
        {
            throw Refused(error: null, description: null, status, credentials);
        }
    }

    private async Task<Response<string>> RevokeAsync(
        Dictionary<string, string> form,
        CancellationToken cancellationToken
    )
    {
        var answer = await login.RevokeAsync(form, cancellationToken);

        return new(answer.StringContent, answer.ResponseMessage, () => answer.StringContent ?? "");
    }

    private async Task<ConnectedAccount> IntroduceAsync(
        TokenPair tokens,
        string[] scopes,
        string? appId,
        CancellationToken cancellationToken
    )
    {
        var member = await reader.ReadProfileAsync(
            new(tokens.AccessToken, PastedCredentials.None, ExternalId: null),
            scopes,
            cancellationToken
        );

        return new(
            member.ExternalId!,
            member.DisplayName,
            Username: null,
            member.AvatarUrl,
            scopes,
            ProvenIds: [],
            tokens
        )
        {
            Profile = member,
            AppId = appId,
        };
    }

    /// <exception cref="ProviderException"><c>authentication_failed</c>: it has ended by our clock.</exception>
    private TimeSpan Left(long? end)
    {
        var left = end is > 0 and < FarEnd and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow()
            : Usual;

        return left > TimeSpan.Zero
            ? left
            : throw new ProviderException("authentication_failed", Descriptor.Key, "expired", retryAfter: null);
    }

    private Dictionary<string, string> AppForm(PastedCredentials credentials)
    {
        var app = options.AppOf(credentials);

        return new(StringComparer.Ordinal)
        {
            ["client_id"] = app.ClientId,
            ["client_secret"] = app.ClientSecret.Reveal(),
        };
    }

    private ProviderException Refused(
        string? error,
        string? description,
        HttpStatusCode status,
        PastedCredentials credentials
    ) => LinkedInFailures.DescribeLogin(error, description, status, isOwnApp: !credentials.IsEmpty, time.GetUtcNow());
}
