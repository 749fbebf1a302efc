using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

/// <summary>
/// Fetches with the account's own token what a webhook only named, and announces it as any other lead. While the account
/// waits for a person, the lead waits with it; what the provider does not show yet is asked for a few times more.
/// </summary>
internal sealed class FetchReferencedLead(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountCalls calls,
    IEnumerable<IEventHandler<LeadFormReceived>> leads
) : IEventHandler<LeadReferenced>
{
    private static readonly TimeSpan UntilReconnected = TimeSpan.FromMinutes(5);

    public async Task HandleAsync(LeadReferenced happened, CancellationToken cancellationToken)
    {
        var account =
            await FindHolderAsync(happened, cancellationToken)
            ?? await db.Accounts.SingleOrDefaultAsync(row => row.Id == happened.AccountId, cancellationToken)
            ?? throw new ProviderException("integration_not_configured", "", reason: null, retryAfter: null);
        if (account.Status is not AccountStatus.Connected)
        {
            throw Waiting(account);
        }

        var form = await FetchAsync(account, happened, cancellationToken);
        foreach (var handler in leads)
        {
            await handler.HandleAsync(new(happened.TenantId, account.Id, form, happened.ReceivedAt), cancellationToken);
        }
    }

    /// <summary>A customer's own app has one address for all its pages: the page may be another account's of the same company.</summary>
    private async Task<Account?> FindHolderAsync(LeadReferenced happened, CancellationToken cancellationToken) =>
        happened.HolderId is { } holder
            ? await db
                .Accounts.Where(account =>
                    account.Platform
                        == db.Accounts.Where(addressed => addressed.Id == happened.AccountId)
                            .Select(addressed => addressed.Platform)
                            .First()
                    && db.ProvenIds.Any(proven => proven.AccountId == account.Id && proven.ExternalId == holder)
                )
                .OrderByDescending(account => account.Id == happened.AccountId)
                .ThenBy(account => account.Id)
                .FirstOrDefaultAsync(cancellationToken)
            : null;

    private async Task<LeadForm> FetchAsync(
        Account account,
        LeadReferenced happened,
        CancellationToken cancellationToken
    )
    {
        LeadForm? form = null;
        try
        {
            await calls.CallAsync(
                account,
                "fetch_lead",
                async access =>
                    form = await providers
                        .Get<ILeadFetcher>(account.Platform)
                        .FetchLeadAsync(access, happened.LeadId, happened.HolderId, cancellationToken),
                _ => Task.FromResult<string?>(null),
                cancellationToken
            );
        }
        catch (DbUpdateConcurrencyException) when (form is not null)
        {
            // Another lane wrote the account's health at the same moment; the lead is here.
            db.Forget();
        }
        catch (ProviderException refusal) when (refusal.Code is "authentication_failed")
        {
            throw Waiting(account);
        }

        return form!;
    }

    private static ProviderException Waiting(Account account) =>
        account.Status is AccountStatus.Disconnected
            ? new("integration_not_configured", account.Platform, reason: null, retryAfter: null)
            : new("authentication_failed", account.Platform, reason: null, UntilReconnected);
}
