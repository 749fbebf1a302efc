using Crm.ProviderSimulator.BeyondVisit;
using Crm.ProviderSimulator.GoogleLeadForm;
using Crm.ProviderSimulator.LinkedIn;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;
using Crm.ProviderSimulator.X;

namespace Crm.ProviderSimulator.Control;

internal sealed record StateSummary(
    DateTimeOffset Now,
    IReadOnlyList<string> Clients,
    int Users,
    int GrantsAlive,
    int AccessTokensAlive,
    int GrantsRevoked,
    int AdvertiserTokensAlive,
    int Subscriptions,
    int Leads,
    BeyondVisitSummary BeyondVisit,
    LeadSummary GoogleLeadForm,
    LinkedInSummary LinkedIn,
    MetaSummary Meta,
    int Deliveries,
    int DeliveriesPending,
    long Refusals,
    IReadOnlyList<Fault> Faults,
    SimulatorSettings Settings,
    XState X
);

internal sealed class StateReport(
    TimeProvider clock,
    LoginClients clients,
    LoginUsers users,
    Grants grants,
    LeadGenState leadGen,
    BeyondVisitState beyondVisit,
    LeadSender googleLeads,
    LinkedInControl linkedIn,
    MetaReport meta,
    WebhookSender sender,
    RefusalLog refusals,
    FaultBoard faults,
    SettingsHolder settings,
    XControl x
)
{
    public StateSummary Make()
    {
        var now = clock.GetUtcNow();
        var all = grants.All.ToList();
        var deliveries = sender.All;
        return new(
            now,
            [.. clients.All.Select(client => client.Key)],
            users.Count,
            all.Count(grant => grant.IsAlive(now)),
            all.Count(grant => !grant.Revoked && grant.Access.EndsAt > now),
            all.Count(grant => grant.Revoked),
            leadGen.TokensAlive,
            leadGen.SubscriptionCount,
            leadGen.LeadCount,
            beyondVisit.Summary,
            googleLeads.Summary,
            linkedIn.Summary,
            meta.Make(),
            deliveries.Count,
            deliveries.Count(delivery => delivery.State == "pending"),
            refusals.Total,
            faults.All,
            settings.Current,
            x.State()
        );
    }
}
