using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.MetaLeads;

namespace Crm.ProviderSimulator.Meta;

internal sealed record MetaSummary(
    IReadOnlyList<string> Apps,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> InstagramAccounts,
    int TokensAlive,
    int Subscriptions,
    int LeadForms,
    int Leads
);

internal sealed class MetaReport(
    MetaState state,
    GraphTokens tokens,
    ObjectSubscriptions subscriptions,
    InstagramAccounts accounts,
    LeadState leads
)
{
    public MetaSummary Make() =>
        new(
            [.. state.Apps.Keys],
            [.. state.Pages.Values.Select(page => $"{page.Id} {page.Name}")],
            [.. accounts.All.Select(account => $"{account.Id} {account.Username}")],
            tokens.AliveCount,
            subscriptions.Count,
            leads.Forms.Count,
            leads.Leads.Count
        );
}
