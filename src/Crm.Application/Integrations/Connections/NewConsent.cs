using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations.Connections;

/// <summary>All that the provider said when a person consented, before any of it is stored.</summary>
/// <param name="Profile">Null where the provider has none, or did not give it.</param>
/// <param name="Trouble">Why it did not give it.</param>
/// <param name="IsExclusive">The account there serves one customer of ours.</param>
internal sealed record NewConsent(
    ConnectedAccount Granted,
    ProviderProfile? Profile,
    ProviderException? Trouble,
    bool IsExclusive
)
{
    public ConnectedIdentity Identity =>
        new(
            Granted.ExternalId,
            Granted.DisplayName,
            Granted.Username,
            Granted.AvatarUrl,
            Granted.GrantedScopes,
            IsExclusive,
            Granted.FormerId
        );
}
