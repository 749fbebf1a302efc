using System.Globalization;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Somebody fills in a form, and how the webhook about it behaves.</summary>
internal sealed record LeadOrder : DeliveryOrder
{
    public string FormId { get; init; } = LeadDemo.FranchiseForm;

    public IReadOnlyList<LeadAnswer>? Answers { get; init; }

    public IReadOnlyList<Disclaimer> Disclaimers { get; init; } = [];

    /// <summary>A wished id of the first lead.</summary>
    public string? LeadId { get; init; }

    public string? AdId { get; init; } = LeadDemo.AdId;

    /// <summary>No ad: the form was found on the Page.</summary>
    public bool Organic { get; init; }

    public string Platform { get; init; } = "fb";

    /// <summary>How many leads; without <see cref="DeliveryOrder.Reorder"/> they travel in one body.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How long ago the form was filled in.</summary>
    public int AgeDays { get; init; }

    /// <summary>So many reads fail before the lead can be read.</summary>
    public int HiddenReads { get; init; }

    /// <summary>The webhook is lost: the lead can only be found by listing.</summary>
    public bool Silent { get; init; }
}

internal sealed record LeadsSent(string LeadId, IReadOnlyList<string> LeadIds, IReadOnlyList<Delivery> Deliveries);

internal sealed class LeadWebhooks(
    LeadState state,
    MetaState meta,
    MetaIds ids,
    MetaWebhooks webhooks,
    TimeProvider clock
)
{
    /// <summary>What the dashboard's test button sends: ids of nothing.</summary>
    private const string InventedId = "444444444444";

    public async Task<LeadsSent> SubmitAsync(LeadOrder order)
    {
        var form = state.Forms.GetValueOrDefault(order.FormId) ?? throw new BadHttpRequestException("unknown formId");
        var leads = Enumerable.Range(0, order.Count).Select(index => Make(order, form, index)).ToList();
        leads.ForEach(lead => state.Leads[lead.Id] = lead);
        return new(leads[0].Id, [.. leads.Select(lead => lead.Id)], order.Silent ? [] : await TellAsync(order, leads));
    }

    public Task<IReadOnlyList<Delivery>> TellAsync(LeadOrder order, IReadOnlyList<Lead> leads)
    {
        IReadOnlyList<MetaEvent> events = order.Reorder
            ? [.. leads.Select(lead => Event(lead.PageId, [Change(lead)]))]
            : [Event(leads[0].PageId, [.. leads.Select(Change)])];
        return order.Target is null && !meta.Pages[leads[0].PageId].AllowsApps
            ? Task.FromResult<IReadOnlyList<Delivery>>([])
            : webhooks.SendAsync(order, events);
    }

    public Task<IReadOnlyList<Delivery>> TestFromDashboardAsync(DeliveryOrder order) =>
        webhooks.SendAsync(order, [Event(InventedId, [Change(InventedId, InventedId, InventedId, InventedId)])]);

    private Lead Make(LeadOrder order, LeadForm form, int index) =>
        new(
            index == 0 && order.LeadId is { } wished ? wished : ids.Next("120"),
            form.Id,
            form.PageId,
            clock.GetUtcNow().AddDays(-order.AgeDays).AddSeconds(index + 1 - order.Count),
            order.Answers ?? [.. form.Questions.Select(LeadDemo.Sample)],
            order.Disclaimers,
            order.Platform,
            order.Organic ? null : order.AdId,
            form.Version
        )
        {
            HiddenReads = order.HiddenReads,
        };

    private MetaEvent Event(string pageId, JsonNode?[] changes) =>
        new(
            MetaLeadsProvider.Name,
            "page",
            pageId,
            "leadgen",
            new()
            {
                ["object"] = "page",
                ["entry"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = pageId,
                        ["time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
                        ["changes"] = new JsonArray(changes),
                    }
                ),
            }
        );

    private JsonObject Change(Lead lead) => Change(lead.Id, lead.PageId, lead.FormId, lead.AdId, lead.CreatedAt);

    private JsonObject Change(
        string leadId,
        string pageId,
        string formId,
        string? adId,
        DateTimeOffset? createdAt = null
    )
    {
        var value = new JsonObject
        {
            ["leadgen_id"] = Id(leadId),
            ["page_id"] = Id(pageId),
            ["form_id"] = Id(formId),
            ["created_time"] = (createdAt ?? clock.GetUtcNow()).ToUnixTimeSeconds(),
        };
        if (adId is not null)
        {
            value["adgroup_id"] = Id(adId);
            value["ad_id"] = Id(adId);
        }

        return new JsonObject { ["field"] = "leadgen", ["value"] = value };
    }

    private JsonNode Id(string id) =>
        state.Settings.Current.NumericIds ? long.Parse(id, CultureInfo.InvariantCulture) : id;
}
