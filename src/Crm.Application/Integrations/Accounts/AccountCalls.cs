using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>
/// One call to a provider on behalf of an account: with a live token, renewed once when the provider refuses it, with a
/// line in the log and the account's health kept, whatever the outcome.
/// </summary>
internal sealed class AccountCalls(
    IIntegrationsDb db,
    IAccessTokens tokens,
    CredentialStore pasted,
    IProviderGate gate,
    GrantKeeper grants,
    TimeProvider clock
)
{
    /// <param name="succeed">Changes rows with the answer and gives the provider's own name of the call.</param>
    public async Task<T> CallAsync<T>(
        Account account,
        string action,
        Func<AccountAccess, Task<T>> call,
        Func<T, Task<string?>> succeed,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        try
        {
            var answer = await WithAccessAsync(
                account,
                access => gate.RunAsync(account.Platform, account.Id, () => call(access), cancellationToken),
                cancellationToken
            );
            await RecordOkAsync(account, cancellationToken);
            var requestId = await succeed(answer);
            grants.Log(
                account,
                action,
                IntegrationLogEntry.Succeeded,
                requestId: requestId,
                latency: clock.GetElapsedTime(started)
            );
            await db.SaveOverTwinsAsync(cancellationToken);

            return answer;
        }
        catch (ProviderException exception)
        {
            await FailAsync(account, action, exception, clock.GetElapsedTime(started), cancellationToken);
            throw;
        }
        catch (CryptographicException)
        {
            var unreadable = new ProviderException("internal_error", account.Platform, "secret_unreadable", null);
            await FailAsync(account, action, unreadable, clock.GetElapsedTime(started), cancellationToken);
            throw;
        }
    }

    private async Task<T> WithAccessAsync<T>(
        Account account,
        Func<AccountAccess, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        var credentials = await pasted.OpenAsync(account, cancellationToken);
        var hasToken =
            credentials.IsEmpty
            || await db.TokenGrants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken);
        if (!hasToken)
        {
            return await call(new(Token: null, credentials, account.ExternalId));
        }

        var access = new AccountAccess(
            await tokens.GetAsync(account.Id, cancellationToken),
            credentials,
            account.ExternalId
        );
        try
        {
            return await call(access);
        }
        catch (ProviderException refusal) when (refusal.Code is "authentication_failed")
        {
            var renewed = await RenewAsync(account, access.RequiredToken, refusal, cancellationToken);

            return await call(access with { Token = renewed });
        }
    }

    private async Task<Secret> RenewAsync(
        Account account,
        Secret refused,
        ProviderException refusal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await tokens.RenewAsync(account.Id, refused, evenIfYoung: false, cancellationToken);
        }
        catch (ProviderException ended) when (ended is { Code: "authentication_failed", Reason: null })
        {
            // What the provider said of the token tells the person more than that there is no other.
            throw refusal;
        }
    }

    private async Task RecordOkAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.Status is AccountStatus.NeedsReauth && await IsAliveAsync(account, cancellationToken))
        {
            account.Recover(clock.GetUtcNow());
        }
        else
        {
            account.RecordOk(clock.GetUtcNow());
        }
    }

    /// <summary>A token that the provider still takes says little when the refresh token behind it was refused.</summary>
    private async Task<bool> IsAliveAsync(Account account, CancellationToken cancellationToken)
    {
        // The call took its time, and somebody may have disconnected the account meanwhile.
        await db.Accounts.Entry(account).ReloadAsync(cancellationToken);

        return account.Status is AccountStatus.NeedsReauth
            && !await db.TokenGrants.AnyAsync(
                grant =>
                    grant.AccountId == account.Id && grant.RefreshDueAt == null && grant.SealedRefreshToken != null,
                cancellationToken
            );
    }

    private async Task FailAsync(
        Account account,
        string action,
        ProviderException exception,
        TimeSpan latency,
        CancellationToken cancellationToken
    )
    {
        var asked = account.ConnectedAt;
        // A refused renewal has changed the account meanwhile, and has said so.
        await db.Accounts.Entry(account).ReloadAsync(cancellationToken);
        // Where the person has connected again since, what failed was the consent before.
        var isSameConsent = account.ConnectedAt == asked;
        if (isSameConsent && exception.Code is "authentication_failed")
        {
            account.RequireReauthentication(exception.Reason ?? exception.Code, clock.GetUtcNow());
        }
        else if (isSameConsent && account.Status is AccountStatus.Connected)
        {
            account.RecordFailure(exception.Code, exception.Reason, clock.GetUtcNow());
        }

        grants.Log(account, action, IntegrationLogEntry.Failed, exception.Code, exception.RequestId, latency);
        await db.SaveChangesAsync(cancellationToken);
    }
}
