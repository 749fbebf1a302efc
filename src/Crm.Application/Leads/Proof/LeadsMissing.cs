using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Leads.Proof;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Proof;

/// <summary>Accounts whose provider has leads that are not here.</summary>
internal sealed class LeadsMissing(ILeadsDb db, ILeadAccounts accounts) : IAttentionSource
{
    private const int MostDays = 1_000;

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var days = await db
            .Reconciliations.AsNoTracking()
            .Where(day => day.State == Reconciliation.Gap)
            .OrderByDescending(day => day.Day)
            .Take(MostDays)
            .ToListAsync(cancellationToken);
        if (days.Count == 0)
        {
            return [];
        }

        var names = (await accounts.ListAsync(cancellationToken)).ToDictionary(account => account.Id);

        return
        [
            .. days.GroupBy(day => day.AccountId)
                .Where(account => names.ContainsKey(account.Key))
                .Take(most)
                .Select(account => new AttentionItem(
                    "leads_missing",
                    AttentionUrgency.High,
                    "account",
                    account.Key,
                    names[account.Key].Name,
                    Cause: null,
                    AttentionTurn.Company,
                    "run_reconciliation",
                    account.Min(day => day.CheckedAt),
                    Count: account.Sum(day => day.Missing.Count(lead => lead.Reason != MissingLead.Erased))
                )),
        ];
    }
}
