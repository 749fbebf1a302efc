using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

/// <summary>The four keys of the customer's own app and user: they have no end, and sign every request.</summary>
internal sealed class XKeys(IXApi api, XProfileReader reader, XOptions options, TimeProvider time)
    : ICredentialConnector
{
    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var profile = await reader.ReadProfileAsync(
            new(Token: null, credentials, ExternalId: null),
            Descriptor.Scopes,
            cancellationToken
        );

        // The keys were minted with a permission level that no call names: a post finds out.
        return new ConnectedAccount(
            profile.ExternalId!,
            profile.DisplayName,
            profile.Username,
            profile.AvatarUrl,
            Descriptor.Scopes,
            ProvenIds: [],
            Tokens: null
        )
        {
            Profile = profile,
        };
    }

    public async Task RevokeAsync(PastedCredentials credentials, CancellationToken cancellationToken)
    {
        var authorization = OAuth1.Header(
            HttpMethod.Post,
            new Uri(options.ApiUrl, "1.1/oauth/invalidate_token.json"),
            [],
            credentials,
            time.GetUtcNow()
        );
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.InvalidateAsync(authorization, cancellationToken),
            cancellationToken
        );
        if (answer.AccessToken is not { Length: > 0 })
        {
            throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
        }
    }
}
