using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Integrations;

/// <summary>The live access token of an account of the current tenant.</summary>
public interface IAccessTokens
{
    /// <summary>Renews first when the token has ended or is about to; any number of callers on any number of servers cause one renewal.</summary>
    /// <exception cref="ProviderException"><c>integration_not_configured</c>: no token is stored; <c>authentication_failed</c>: only a person can reconnect; otherwise the provider's trouble.</exception>
    Task<Secret> GetAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>The provider refused a token that looked alive: renews it once, or answers the newer one if it was already replaced.</summary>
    /// <param name="evenIfYoung">Also a pair that a renewal brought moments ago, because the provider itself says that it is dead.</param>
    /// <exception cref="ProviderException">As for <see cref="GetAsync"/>.</exception>
    Task<Secret> RenewAsync(Guid accountId, Secret refused, bool evenIfYoung, CancellationToken cancellationToken);
}
