using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.LeadSources;

/// <summary>
/// Keeps one living subscription for each id that the account has proven, at the account's present address. Saves each as soon as
/// it is made: one that is not remembered here can never be ended. Never fails; the log and the account's health say why.
/// </summary>
internal sealed class HookSubscriptions(
    IIntegrationsDb db,
    IVault vault,
    IPublicAddresses addresses,
    ProviderCatalog providers,
    AccountCalls calls,
    GrantKeeper grants,
    TimeProvider clock
)
{
    public async Task TendAsync(Guid accountId, CancellationToken cancellationToken)
    {
        db.Forget();
        var account = await db.Accounts.SingleOrDefaultAsync(
            row => row.Id == accountId && row.Status == AccountStatus.Connected,
            cancellationToken
        );
        if (account is null || providers.Find<IHookSubscriber>(account.Platform) is not { } subscriber)
        {
            return;
        }

        try
        {
            var living = await subscriber.ListAsync(cancellationToken);
            var missing = await EndStaleAsync(account, subscriber, living, cancellationToken);
            if (missing.Count > 0)
            {
                await SubscribeAsync(account, subscriber, missing, cancellationToken);
            }
        }
        catch (ProviderException)
        {
            // Tended again with the next daily proof; until then leads are pulled every hour.
        }
        catch (CryptographicException)
        {
            grants.Log(account, "subscribe", IntegrationLogEntry.Failed, "secret_unreadable");
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>All that the account has; the use case saves.</summary>
    public async Task EndAsync(Account account, CancellationToken cancellationToken)
    {
        if (providers.Find<IHookSubscriber>(account.Platform) is not { } subscriber)
        {
            return;
        }

        var stored = await db
            .HookSubscriptions.Where(row => row.AccountId == account.Id)
            .ToListAsync(cancellationToken);
        foreach (var subscription in stored)
        {
            await EndAsync(account, subscriber, subscription, cancellationToken);
        }
    }

    /// <returns>The proven ids without a subscription.</returns>
    private async Task<List<string>> EndStaleAsync(
        Account account,
        IHookSubscriber subscriber,
        IReadOnlySet<string> living,
        CancellationToken cancellationToken
    )
    {
        var proven = await db
            .ProvenIds.Where(row => row.AccountId == account.Id)
            .Select(row => row.ExternalId)
            .ToListAsync(cancellationToken);
        var stored = await db
            .HookSubscriptions.Where(row => row.AccountId == account.Id)
            .ToListAsync(cancellationToken);
        foreach (var subscription in stored)
        {
            if (!living.Contains(subscription.SubscriptionId))
            {
                db.HookSubscriptions.Remove(subscription);
            }
            else if (!subscription.IsFor(account) || !proven.Contains(subscription.ExternalId, StringComparer.Ordinal))
            {
                await EndAsync(account, subscriber, subscription, cancellationToken);
            }
            else
            {
                proven.Remove(subscription.ExternalId);
            }
        }

        await db.SaveChangesAsync(cancellationToken);

        return proven;
    }

    private async Task SubscribeAsync(
        Account account,
        IHookSubscriber subscriber,
        List<string> missing,
        CancellationToken cancellationToken
    )
    {
        var name = new SecretName(account.TenantId, account.Id, Account.AccountKeyField);
        var key = await vault.OpenAsync(name, account.SealedAccountKey, cancellationToken);
        var url = addresses.WebhookUrl(providers.Descriptor(account.Platform).HookKey!, key.Reveal());
        foreach (var externalId in missing)
        {
            await calls.CallAsync(
                account,
                "subscribe",
                access => subscriber.SubscribeAsync(access, externalId, url, cancellationToken),
                id =>
                {
                    db.HookSubscriptions.Add(HookSubscription.Create(account, externalId, id, clock.GetUtcNow()));

                    return Task.FromResult<string?>(null);
                },
                cancellationToken
            );
        }
    }

    private async Task EndAsync(
        Account account,
        IHookSubscriber subscriber,
        HookSubscription subscription,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await subscriber.UnsubscribeAsync(subscription.SubscriptionId, cancellationToken);
            grants.Log(account, "unsubscribe", IntegrationLogEntry.Succeeded);
        }
        catch (ProviderException exception)
        {
            grants.Log(account, "unsubscribe", IntegrationLogEntry.Failed, exception.Code, exception.RequestId);
        }

        db.HookSubscriptions.Remove(subscription);
    }
}
