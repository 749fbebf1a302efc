using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>A pasted token and the number it may use: the number is held when the token may read it.</summary>
internal sealed class WhatsAppKeys(WhatsAppNumbers numbers, GraphTokens tokens)
    : ICredentialConnector,
        IProfileReader,
        IIdProver
{
    public ProviderDescriptor Descriptor => WhatsAppProvider.Descriptor;

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var token = new Secret(credentials.Get(WhatsAppProvider.AccessToken));
        var numberId = credentials.Get(WhatsAppProvider.PhoneNumberId);
        var caller = WhatsAppNumbers.CallerOf(token, credentials);
        var profile = await numbers.ReadAsync(caller, numberId, cancellationToken);
        var known = await tokens.InspectAsync(Descriptor.Key, token.Reveal(), cancellationToken);
        var businessId = await numbers.FindBusinessAsync(caller, numberId, known?.BusinessIds ?? [], cancellationToken);
        if (businessId is not null)
        {
            await numbers.SubscribeAsync(caller, businessId, cancellationToken);
        }

        return new(
            numberId,
            profile.DisplayName,
            profile.Username,
            AvatarUrl: null,
            // Of another app's token nobody tells what it allows.
            known?.Scopes
                ?? Descriptor.Scopes,
            // What is told of templates names the business alone.
            businessId is null
                ? [numberId]
                : [numberId, businessId],
            new TokenPair(token, RefreshToken: null, known?.Lifetime, RefreshLifetime: null)
        )
        {
            Profile = profile,
        };
    }

    public Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    ) =>
        numbers.ReadAsync(
            WhatsAppNumbers.CallerOf(access.RequiredToken, access.Credentials),
            access.ExternalId ?? access.Credentials.Get(WhatsAppProvider.PhoneNumberId),
            cancellationToken
        );

    public async Task<IReadOnlyList<string>> ListProvenIdsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var profile = await ReadProfileAsync(access, [], cancellationToken);
        var caller = WhatsAppNumbers.CallerOf(access.RequiredToken, access.Credentials);
        var known = await tokens.InspectAsync(Descriptor.Key, caller.Token, cancellationToken);
        var businessId = await numbers.FindBusinessAsync(
            caller,
            profile.ExternalId!,
            known?.BusinessIds ?? [],
            cancellationToken
        );

        return businessId is null ? [profile.ExternalId!] : [profile.ExternalId!, businessId];
    }
}
