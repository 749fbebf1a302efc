using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Domain.Common;
using Crm.Domain.Integrations;

namespace Crm.Infrastructure.TokenRefresh;

internal sealed class AccessTokens(
    ITenantContext tenant,
    GrantStore store,
    OnDemandRefresh refresh,
    IVault vault,
    TimeProvider time
) : IAccessTokens
{
    /// <summary>A token this close to its end could die on the way to the provider.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public async Task<Secret> GetAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(accountId, cancellationToken);

        return IsAlive(stored)
            ? await OpenAsync(accountId, stored, cancellationToken)
            : await refresh.RunAsync(tenant.TenantId, accountId, stored.Version, cancellationToken);
    }

    public async Task<Secret> RenewAsync(Guid accountId, Secret refused, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(accountId, cancellationToken);
        if (IsAlive(stored))
        {
            var current = await OpenAsync(accountId, stored, cancellationToken);
            if (!string.Equals(current.Reveal(), refused.Reveal(), StringComparison.Ordinal))
            {
                return current;
            }
        }

        return await refresh.RunAsync(tenant.TenantId, accountId, stored.Version, cancellationToken);
    }

    private bool IsAlive(StoredGrant stored) =>
        stored.AccessExpiresAt is null || stored.AccessExpiresAt > time.GetUtcNow() + Margin;

    private async Task<StoredGrant> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        await store.FindAsync(tenant.TenantId, accountId, cancellationToken)
        ?? throw new ProviderException("integration_not_configured", "", reason: null, retryAfter: null);

    private ValueTask<Secret> OpenAsync(Guid accountId, StoredGrant stored, CancellationToken cancellationToken) =>
        vault.OpenAsync(
            new(tenant.TenantId, accountId, TokenGrant.AccessTokenField),
            stored.AccessToken,
            cancellationToken
        );
}
