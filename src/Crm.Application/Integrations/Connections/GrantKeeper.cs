using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Stores, opens and gives back what a provider granted to an account. Changes rows; the use case saves.</summary>
internal sealed class GrantKeeper(
    IIntegrationsDb db,
    IVault vault,
    IConnectionLookup lookup,
    ProviderCatalog providers,
    ProfileKeeper profiles,
    TimeProvider clock
)
{
    public async Task<Secret?> OpenAsync(
        Account account,
        string field,
        SealedSecret? secret,
        CancellationToken cancellationToken
    ) => secret is null ? null : await vault.OpenAsync(Name(account, field), secret, cancellationToken);

    public async Task StoreAsync(Account account, ConnectedAccount connected, CancellationToken cancellationToken) =>
        await StoreAsync(
            account,
            await IntroduceAsync(account.Platform, connected, PastedCredentials.None, cancellationToken),
            cancellationToken
        );

    /// <summary>Asks who it is before any row is read: a call takes its time, and rows change meanwhile.</summary>
    public async Task<NewConsent> IntroduceAsync(
        string platform,
        ConnectedAccount connected,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var isExclusive = providers.Descriptor(platform).IsExclusive;
        if (connected.Profile is not null || providers.Find<IProfileReader>(platform) is not { } reader)
        {
            return new(connected, connected.Profile, Trouble: null, isExclusive);
        }

        try
        {
            var profile = await reader.ReadProfileAsync(
                new(connected.Tokens?.AccessToken, credentials, connected.ExternalId),
                connected.GrantedScopes,
                cancellationToken
            );

            return new(connected, profile, Trouble: null, isExclusive);
        }
        catch (ProviderException exception)
        {
            // A name is nice to have; the connection is not lost for want of one.
            return new(connected, Profile: null, exception, isExclusive);
        }
    }

    public async Task StoreAsync(Account account, NewConsent consent, CancellationToken cancellationToken) =>
        await StoreAsync(account, await FindAsync(account.Id, cancellationToken), consent, cancellationToken);

    public Task<TokenGrant?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.TokenGrants.SingleOrDefaultAsync(row => row.AccountId == accountId, cancellationToken);

    /// <param name="replaced">Read before the account, so that whoever connects it between the two makes the save fail.</param>
    public async Task StoreAsync(
        Account account,
        TokenGrant? replaced,
        NewConsent consent,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var identity = consent.Identity;
        var isRenewed = account.IsRenewedBy(identity);
        account.Connect(identity, now);
        await ReplaceTokensAsync(account, replaced, consent.Granted, now, cancellationToken);
        await ReplaceProvenIdsAsync(account, consent.Granted.ProvenIds, now, cancellationToken);
        if (consent.Profile is { } profile)
        {
            await profiles.DescribeAsync(account, profile, cancellationToken);
        }
        else if (!isRenewed)
        {
            db.Profiles.RemoveRange(
                await db.Profiles.Where(row => row.AccountId == account.Id).ToListAsync(cancellationToken)
            );
        }

        if (consent.Trouble is { } trouble)
        {
            Log(account, "profile", IntegrationLogEntry.Failed, trouble.Code, trouble.RequestId);
        }

        db.WriteConnection(account);
    }

    /// <inheritdoc cref="GiveBackAsync(Account, IReadOnlyCollection{string}, Guid, Func{Task}, CancellationToken)"/>
    public Task GiveBackAsync(
        Account account,
        IReadOnlyCollection<string> externalIds,
        Guid exceptFor,
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    ) =>
        GiveBackAsync(
            account,
            externalIds,
            exceptFor,
            // A pasted token was not granted to us, and where there is no consent page there is nothing to take back.
            () =>
                providers
                    .Find<IAccountConnector>(account.Platform)
                    ?.RevokeAsync(accessToken, credentials, cancellationToken)
                ?? Task.CompletedTask,
            cancellationToken
        );

    /// <summary>Revokes at the provider, unless another account of any customer lives on the same grant. Never fails.</summary>
    /// <param name="externalIds">Of the account there, and what else the grant has proven.</param>
    /// <param name="exceptFor">The account that lives on it no more; none when this one goes on with another grant.</param>
    public async Task GiveBackAsync(
        Account account,
        IReadOnlyCollection<string> externalIds,
        Guid exceptFor,
        Func<Task> revoke,
        CancellationToken cancellationToken
    )
    {
        if (await lookup.IsHeldByAnotherAsync(account.Platform, externalIds, exceptFor, cancellationToken))
        {
            return;
        }

        var started = clock.GetTimestamp();
        try
        {
            await revoke();
            Log(account, "revoke", IntegrationLogEntry.Succeeded, latency: clock.GetElapsedTime(started));
        }
        catch (ProviderException exception)
        {
            Log(
                account,
                "revoke",
                IntegrationLogEntry.Failed,
                exception.Code,
                exception.RequestId,
                clock.GetElapsedTime(started)
            );
        }
    }

    /// <summary>As above, for an account that is no more and has no log either. Never fails.</summary>
    public async Task RevokeAsync(
        string platform,
        Guid accountId,
        ConnectedAccount granted,
        CancellationToken cancellationToken
    )
    {
        if (await lookup.IsHeldByAnotherAsync(platform, granted.AllIds, accountId, cancellationToken))
        {
            return;
        }

        try
        {
            if (granted.Tokens is { } tokens)
            {
                await providers
                    .Get<IAccountConnector>(platform)
                    .RevokeAsync(tokens.AccessToken, PastedCredentials.None, cancellationToken);
            }
        }
        catch (ProviderException)
        {
            // The person can still take it back at the provider.
        }
    }

    public void Log(
        Account account,
        string action,
        string outcome,
        string? code = null,
        string? requestId = null,
        TimeSpan? latency = null
    ) =>
        db.LogEntries.Add(
            IntegrationLogEntry.Create(
                account.TenantId,
                account.Id,
                IntegrationLogEntry.Outbound,
                action,
                outcome,
                clock.GetUtcNow(),
                code,
                requestId,
                latency
            )
        );

    private async Task ReplaceTokensAsync(
        Account account,
        TokenGrant? grant,
        ConnectedAccount granted,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (granted.Tokens is not { } tokens)
        {
            if (grant is not null)
            {
                db.TokenGrants.Remove(grant);
            }

            return;
        }

        if (grant is null)
        {
            grant = TokenGrant.Create(account.TenantId, account.Id, account.Platform);
            db.TokenGrants.Add(grant);
        }

        grant.Replace(
            await vault.SealAsync(Name(account, TokenGrant.AccessTokenField), tokens.AccessToken, cancellationToken),
            tokens.RefreshToken is { } refresh
                ? await vault.SealAsync(Name(account, TokenGrant.RefreshTokenField), refresh, cancellationToken)
                : null,
            now + tokens.AccessLifetime,
            now + tokens.RefreshLifetime,
            tokens.RefreshToken is null ? null : RefreshSchedule.DueAt(now, tokens.AccessLifetime, Jitter(account.Id)),
            granted.AppId,
            now
        );
        // A lease that a worker took since then was for the pair before: it goes with it.
        db.TokenGrants.Entry(grant).WriteWhole();
    }

    public async Task ReplaceProvenIdsAsync(
        Account account,
        IReadOnlyList<string> ids,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var stored = await db.ProvenIds.Where(proven => proven.AccountId == account.Id).ToListAsync(cancellationToken);
        foreach (var proven in stored)
        {
            if (ids.Contains(proven.ExternalId, StringComparer.Ordinal))
            {
                proven.ProveAgain(now);
            }
            else
            {
                db.ProvenIds.Remove(proven);
            }
        }

        var known = stored.Select(proven => proven.ExternalId);
        db.ProvenIds.AddRange(
            ids.Except(known, StringComparer.Ordinal).Select(id => ProvenId.Create(account, id, now))
        );
    }

    // Spreads renewals over the allowed span; the last bytes of a version 7 id are random.
    private static double Jitter(Guid id) => id.ToByteArray()[^1] / 255.0;

    private static SecretName Name(Account account, string field) => new(account.TenantId, account.Id, field);
}
