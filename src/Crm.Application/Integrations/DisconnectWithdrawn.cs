using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>
/// The account is disconnected when its token is really dead: the message may be late, and the person may have
/// connected again since. What cannot be asked now is asked again later.
/// </summary>
internal sealed class DisconnectWithdrawn(
    IIntegrationsDb db,
    IAccessTokens tokens,
    ProviderCatalog providers,
    IAuditTrail audit,
    TimeProvider time
) : IEventHandler<AuthorizationWithdrawn>
{
    private const string Reason = Account.WithdrawnReason;
    private const string DeadToken = "authentication_failed";
    private const string MissingScope = "permission_denied";
    private const string NoToken = "integration_not_configured";

    public async Task HandleAsync(AuthorizationWithdrawn happened, CancellationToken cancellationToken)
    {
        var accounts = await db.ListAccountsAsync(
            happened.Platform,
            happened.AccountId,
            happened.ExternalId,
            cancellationToken
        );
        var dead = new List<Account>();
        foreach (var account in accounts.Where(account => IsMeant(account, happened.OccurredAt)))
        {
            if (!await IsAliveAsync(account, cancellationToken))
            {
                dead.Add(account);
            }
        }

        await SaveAsync(happened, dead, cancellationToken);
    }

    /// <summary>The provider's time has whole seconds: within the same second it may be either, and the token decides.</summary>
    private static bool IsMeant(Account account, DateTimeOffset occurredAt) =>
        account.ConnectedAt is { } connectedAt && occurredAt > connectedAt.AddSeconds(-1);

    private async Task<bool> IsAliveAsync(Account account, CancellationToken cancellationToken)
    {
        if (providers.Find<IProfileReader>(account.Platform) is not { } reader)
        {
            return false;
        }

        try
        {
            var token = await tokens.GetAsync(account.Id, cancellationToken);
            try
            {
                await reader.ReadProfileAsync(
                    new(token, PastedCredentials.None, account.ExternalId),
                    account.Scopes,
                    cancellationToken
                );
            }
            catch (ProviderException exception) when (exception.Code == DeadToken)
            {
                token = await tokens.RenewAsync(account.Id, token, evenIfYoung: true, cancellationToken);
                await reader.ReadProfileAsync(
                    new(token, PastedCredentials.None, account.ExternalId),
                    account.Scopes,
                    cancellationToken
                );
            }
            catch (ProviderException exception) when (exception.Code == MissingScope)
            {
                // A grant may live without its scopes: its refresh token knows.
                await tokens.RenewAsync(account.Id, token, evenIfYoung: true, cancellationToken);
            }

            return true;
        }
        catch (ProviderException exception) when (exception.Code is DeadToken or NoToken)
        {
            // What is no verdict has another code: our own app is not known, or another attempt is pending.
            return false;
        }
    }

    /// <summary>Asking takes its time, and the person may have connected again meanwhile.</summary>
    private async Task<bool> IsSameConsentAsync(Account account, CancellationToken cancellationToken)
    {
        var asked = account.ConnectedAt;
        var entry = db.Accounts.Entry(account);
        await entry.ReloadAsync(cancellationToken);

        return entry.State is not EntityState.Detached && account.ConnectedAt == asked;
    }

    private async Task SaveAsync(
        AuthorizationWithdrawn happened,
        IEnumerable<Account> dead,
        CancellationToken cancellationToken
    )
    {
        if (await db.FindPendingAsync(happened.EventId, cancellationToken) is not { } stored)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var account in dead)
        {
            // Read before the consent is compared: a pair stored after that makes the save fail, and all is asked again.
            var grants = await db
                .TokenGrants.Where(grant => grant.AccountId == account.Id)
                .ToListAsync(cancellationToken);
            if (!await IsSameConsentAsync(account, cancellationToken))
            {
                continue;
            }

            var before = account.ConnectionMembers();
            account.Disconnect(Reason, now);
            await audit.RecordAsync(
                account.Audited("disconnected") with
                {
                    Before = before,
                    After = account.ConnectionMembers(),
                },
                cancellationToken
            );
            db.TokenGrants.RemoveRange(grants);
            db.ProvenIds.RemoveRange(
                await db.ProvenIds.Where(proven => proven.AccountId == account.Id).ToListAsync(cancellationToken)
            );
            db.ReconnectLinks.RemoveRange(
                await db.ReconnectLinks.Where(link => link.AccountId == account.Id).ToListAsync(cancellationToken)
            );
            db.LogEntries.Add(
                IntegrationLogEntry.Create(
                    account.TenantId,
                    account.Id,
                    IntegrationLogEntry.Inbound,
                    happened.Type,
                    IntegrationLogEntry.Succeeded,
                    now,
                    happened.Reason is null ? Reason : $"{Reason}:{happened.Reason}"
                )
            );
        }

        stored.Complete(now);
        await db.SaveChangesAsync(cancellationToken);
    }
}
