using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Domain.Common;
using Crm.Domain.Integrations;

namespace Crm.Infrastructure.TokenRefresh;

internal sealed class AccessTokens(
    ITenantContext tenant,
    GrantStore store,
    RenewalHistory history,
    OnDemandRefresh refresh,
    IVault vault,
    TimeProvider time
) : IAccessTokens
{
    /// <summary>A token this close to its end could die on the way to the provider.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public async Task<Secret> GetAsync(Guid accountId, CancellationToken cancellationToken) =>
        await GetAsync(accountId, await FindAsync(accountId, cancellationToken), cancellationToken);

    public async Task<Secret> RenewAsync(
        Guid accountId,
        Secret refused,
        bool evenIfYoung,
        CancellationToken cancellationToken
    )
    {
        var stored = await FindAsync(accountId, cancellationToken);
        var current = await OpenAsync(accountId, stored, cancellationToken);
        if (!string.Equals(current.Reveal(), refused.Reveal(), StringComparison.Ordinal))
        {
            return await GetAsync(accountId, stored, cancellationToken);
        }

        // The grant lives as far as anybody knows: what refuses its fresh token is the provider, and no person can help.
        return !evenIfYoung && await FindWaitAsync(accountId, stored, cancellationToken) is { } wait
            ? throw new ProviderException(RenewalTrouble.Unavailable, stored.Platform, reason: null, wait)
            : await refresh.RunAsync(tenant.TenantId, accountId, stored.Version, cancellationToken);
    }

    private async Task<Secret> GetAsync(Guid accountId, StoredGrant stored, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (stored.AccessExpiresAt is not { } end || end > now + Margin)
        {
            return await OpenAsync(accountId, stored, cancellationToken);
        }

        if (await FindWaitAsync(accountId, stored, cancellationToken) is not { } wait)
        {
            return await refresh.RunAsync(tenant.TenantId, accountId, stored.Version, cancellationToken);
        }

        // Nobody's fault but the provider's, whose tokens live shorter than the floor: no reason to ask for a person.
        return end > now
            ? await OpenAsync(accountId, stored, cancellationToken)
            : throw new ProviderException(RenewalTrouble.Unavailable, stored.Platform, reason: null, wait);
    }

    /// <summary>
    /// A pair that a renewal brought is not renewed again before the floor: a provider that refuses every token would have
    /// it rotated by every call. One that came with a consent may have died early, and gets its chance at any age.
    /// </summary>
    private async Task<TimeSpan?> FindWaitAsync(Guid accountId, StoredGrant stored, CancellationToken cancellationToken)
    {
        if (stored.RefreshDueAt is null)
        {
            return null;
        }

        var past = await history.FindAsync(tenant.TenantId, accountId, cancellationToken);
        if (past is not { IsRenewed: true } || past.Version != stored.Version)
        {
            return null;
        }

        var wait = past.ObtainedAt + RefreshSchedule.Floor - time.GetUtcNow();

        return wait > TimeSpan.Zero ? wait : null;
    }

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
