using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.Extensions.Hosting;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>
/// Renews a pair because somebody needs it now. Callers in this process share one attempt; callers on other servers lose
/// the race for the lease and wait for the version to move. An attempt outlives its callers, and the server waits for it.
/// </summary>
internal sealed class OnDemandRefresh(
    GrantStore store,
    RenewalHistory history,
    RefreshAttempt attempt,
    IVault vault,
    TimeProvider time
) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<(TenantId, Guid, int), TaskCompletionSource<Secret>> running = new();
    private volatile bool isStopping;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A pair that was issued and not yet committed exists here alone, so the host's own hurry does not count.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        await Task.WhenAll(running.Values.Select(Task (shared) => shared.Task))
            .WaitAsync(Patience, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <param name="version">The pair that is no longer good enough.</param>
    public async Task<Secret> RunAsync(
        TenantId tenantId,
        Guid accountId,
        int version,
        CancellationToken cancellationToken
    )
    {
        var key = (tenantId, accountId, version);
        var own = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = running.GetOrAdd(key, own);
        if (shared == own)
        {
            _ = Task.Run(() => LeadAsync(key, own), CancellationToken.None);
        }

        return await shared.Task.WaitAsync(cancellationToken);
    }

    private async Task LeadAsync(
        (TenantId TenantId, Guid AccountId, int Version) key,
        TaskCompletionSource<Secret> shared
    )
    {
        try
        {
            shared.SetResult(await RenewAsync(key.TenantId, key.AccountId, key.Version));
        }
        catch (Exception exception)
        {
            shared.SetException(exception);
        }
        finally
        {
            running.TryRemove(key, out _);
        }
    }

    private async Task<Secret> RenewAsync(TenantId tenantId, Guid accountId, int version)
    {
        var platform = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !isStopping; await Task.Delay(Pause))
        {
            var stored =
                await store.FindAsync(tenantId, accountId, CancellationToken.None)
                ?? throw Failure("integration_not_configured", platform, null);
            platform = stored.Platform;
            await RefuseIfHopelessAsync(tenantId, accountId, stored, version);
            if (stored.Version != version)
            {
                return await vault.OpenAsync(
                    new(tenantId, accountId, TokenGrant.AccessTokenField),
                    stored.AccessToken,
                    CancellationToken.None
                );
            }

            if (await store.LeaseAsync(tenantId, accountId, version, CancellationToken.None) is not { } leased)
            {
                continue;
            }

            switch (await attempt.RunAsync(leased))
            {
                case AttemptResult.Renewed renewed:
                    return renewed.AccessToken;
                case AttemptResult.Refused:
                    throw Failure("authentication_failed", platform, null);
                case AttemptResult.Later later:
                    throw Trouble(later.Code, platform, later.RetryAfter);
            }
        }

        throw Failure(RenewalTrouble.Unavailable, platform, GrantStore.LeaseTime);
    }

    private async Task RefuseIfHopelessAsync(TenantId tenantId, Guid accountId, StoredGrant stored, int version)
    {
        if (stored.RefreshDueAt is not { } due)
        {
            throw Failure("authentication_failed", stored.Platform, null);
        }

        var wait = due - time.GetUtcNow();
        if (stored.Version == version && stored.Attempts > 0 && wait > TimeSpan.Zero)
        {
            // Whoever tried it last has left the reason with the account.
            var past = await history.FindAsync(tenantId, accountId, CancellationToken.None);
            throw Trouble(past?.Word, stored.Platform, wait);
        }
    }

    /// <summary>Always with a wait: it is no verdict on the account, and whoever asked may ask again.</summary>
    private static ProviderException Trouble(string? word, string platform, TimeSpan? wait)
    {
        var code = RenewalTrouble.CodeOf(word);

        return new(code, platform, word == code ? null : word, wait ?? GrantStore.LeaseTime);
    }

    private static ProviderException Failure(string code, string platform, TimeSpan? retryAfter) =>
        new(code, platform, reason: null, retryAfter);
}
