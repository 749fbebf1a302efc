using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>Instagram's own login for the platform's app, or a pasted token of either login.</summary>
internal sealed class InstagramConnector(
    InstagramLogin login,
    InstagramReader reader,
    GraphTokens tokens,
    GraphOptions options
) : IAccountConnector, ICredentialConnector
{
    public ProviderDescriptor Descriptor => InstagramProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials) =>
        new(
            GraphDialog.Instagram(
                options,
                options.RequiredInstagramApp(Descriptor.Key).Id,
                redirectUri,
                state,
                Descriptor.Scopes
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
        var (token, lifetime, scopes) = await login.ExchangeAsync(code, redirectUri, cancellationToken);
        var profile = await reader.ReadAsync(token.CallerOf(options, credentials), accountId: null, cancellationToken);

        return Connected(profile, scopes, token.ToPair(lifetime));
    }

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var pasted = credentials.Get(InstagramProvider.AccessToken);
        var likely = new InstagramToken(
            pasted,
            !pasted.StartsWith("EAA", StringComparison.Ordinal),
            IsByConsent: false
        );
        try
        {
            return await IntroduceAsync(likely, credentials, cancellationToken);
        }
        catch (ProviderException refusal) when (refusal.Code is "authentication_failed")
        {
            // How a token begins is a habit and no promise (instagram §1): the other host is asked once.
            try
            {
                return await IntroduceAsync(
                    likely with
                    {
                        IsOfInstagram = !likely.IsOfInstagram,
                    },
                    credentials,
                    cancellationToken
                );
            }
            catch (ProviderException other) when (other.Code is "authentication_failed")
            {
                throw refusal;
            }
        }
    }

    /// <summary>Instagram's login documents no such call: the person removes the app there, and the token ends by itself.</summary>
    public Task RevokeAsync(Secret accessToken, PastedCredentials credentials, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private async Task<ConnectedAccount> IntroduceAsync(
        InstagramToken token,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var profile = await reader.ReadAsync(
            token.CallerOf(options, credentials),
            credentials.Get(InstagramProvider.BusinessAccountId),
            cancellationToken
        );
        var lifetime = token.IsOfInstagram
            ? null
            : await tokens.FindLifetimeAsync(Descriptor.Key, token.Value, cancellationToken);

        // What it allows nobody tells; who it is was just asked.
        return Connected(profile, Descriptor.Scopes, token.ToPair(lifetime));
    }

    private static ConnectedAccount Connected(ProviderProfile profile, IReadOnlyList<string> scopes, TokenPair pair) =>
        new(
            profile.ExternalId!,
            profile.DisplayName,
            profile.Username,
            profile.AvatarUrl,
            scopes,
            [profile.ExternalId!],
            pair
        )
        {
            Profile = profile,
        };
}
