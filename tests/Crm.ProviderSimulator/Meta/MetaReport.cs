using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta;

internal sealed record MetaSummary(
    IReadOnlyList<string> Apps,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> InstagramAccounts,
    int TokensAlive,
    int Subscriptions,
    int LeadForms,
    int Leads,
    IReadOnlyList<string> WhatsAppNumbers,
    int WhatsAppTemplates,
    int WhatsAppSent,
    int WhatsAppWindows,
    int InstagramPosts
);

internal sealed class MetaReport(
    MetaState state,
    GraphTokens tokens,
    ObjectSubscriptions subscriptions,
    InstagramAccounts accounts,
    LeadState leads,
    WhatsAppState whatsApp,
    People people,
    InstagramState instagram
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
            leads.Leads.Count,
            [.. whatsApp.Numbers.Values.Select(number => $"{number.Id} {number.DisplayPhoneNumber}")],
            whatsApp.Templates.Count,
            whatsApp.Sent.Count,
            people.OpenWindows,
            instagram.Posts.Count
        );
}
