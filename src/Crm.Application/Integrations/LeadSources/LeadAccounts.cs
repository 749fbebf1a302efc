using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.LeadSources;

internal sealed class LeadAccounts(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountCalls calls,
    TimeProvider clock
) : ILeadAccounts
{
    public async Task<IReadOnlyList<LeadAccount>> ListAsync(CancellationToken cancellationToken)
    {
        var platforms = providers
            .Descriptors.Where(descriptor => descriptor.DeliversLeads)
            .Select(descriptor => descriptor.Key)
            .ToList();
        var accounts = await db
            .Accounts.AsNoTracking()
            .Where(account => platforms.Contains(account.Platform))
            .OrderBy(account => account.Id)
            .ToListAsync(cancellationToken);

        return accounts.ConvertAll(View);
    }

    public async Task<LeadAccount> GetAsync(Guid accountId, CancellationToken cancellationToken) =>
        View(await db.GetAccountAsync(accountId, cancellationToken));

    public async Task<IReadOnlyList<SourceForm>> ListFormsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(accountId, cancellationToken);
        var source = providers.Get<ILeadSource>(account.Platform);

        return await calls.CallAsync(
            account,
            "list_forms",
            access => source.ListFormsAsync(access, cancellationToken),
            _ => Task.FromResult<string?>(null),
            cancellationToken
        );
    }

    public async Task<ReadLeads> ReadLeadsAsync(
        Guid accountId,
        string formId,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var account = await db.GetAccountAsync(accountId, cancellationToken);
        var source = providers.Get<ILeadSource>(account.Platform);
        var leads = new List<LeadForm>();
        try
        {
            await calls.CallAsync(
                account,
                "read_leads",
                async access =>
                {
                    // Asked again with another token, it begins anew; what was read twice is one lead.
                    await foreach (var lead in source.ReadLeadsAsync(access, formId, since, cancellationToken))
                    {
                        leads.Add(lead);
                    }

                    return leads.Count;
                },
                _ => Task.FromResult<string?>(null),
                cancellationToken
            );

            return new(leads, Trouble: null);
        }
        catch (ProviderException exception)
        {
            return new(leads, exception);
        }
    }

    public async Task RecordPullAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db
            .Accounts.Where(account => account.Id == accountId)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.LastPullAt, now), cancellationToken);
    }

    private LeadAccount View(Account account) =>
        new(
            account.Id,
            account.Platform,
            account.Name,
            account.Status is AccountStatus.Connected,
            providers.Find<ILeadSource>(account.Platform)?.KeptFor
        );
}
