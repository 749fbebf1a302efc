using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Pages, forms, leads and ads.</summary>
internal sealed class LeadFamily(
    MetaState meta,
    LeadState state,
    LeadGate gate,
    LeadNodes nodes,
    PageNodes pages,
    SubscriptionEdges subscriptions,
    LeadLists lists,
    TestLeads testLeads
) : IGraphFamily
{
    private static readonly string[] PageFields = ["leadgen", "leadgen_update", "feed", "messages", "mention", "name"];

    public string Provider => MetaLeadsProvider.Name;

    public bool Owns(string id) =>
        meta.Pages.ContainsKey(id)
        || state.Forms.ContainsKey(id)
        || state.Leads.ContainsKey(id)
        || id == LeadDemo.AdId
        || state.Leads.Values.Any(lead => lead.AdId == id);

    public async Task<IResult> AnswerAsync(GraphCall call, string id, string? edge) =>
        meta.Pages.ContainsKey(id) ? await PageAsync(call, id, edge)
        : state.Forms.TryGetValue(id, out var form) ? await FormAsync(call, form, edge)
        : state.Leads.TryGetValue(id, out var lead) ? LeadOf(call, lead, edge)
        : (call.Method, edge) is ("GET", "leads") ? lists.OfAd(call, id)
        : throw GraphCall.UnknownEdge(edge);

    private async Task<IResult> PageAsync(GraphCall call, string pageId, string? edge)
    {
        if (edge is null && call.Method == HttpMethods.Get)
        {
            return GraphGate.Ok(pages.Show(Visible(call, pageId)).Show(call["fields"]));
        }

        var page = gate.PageOf(call, pageId, pageId);
        gate.CountPageCall(call, page);
        switch (call.Method, edge)
        {
            case ("GET" or "POST" or "DELETE", "subscribed_apps"):
                call.NeedsScope("pages_manage_metadata");
                var answer = await subscriptions.ObjectAsync(call, pageId, PageFields);
                return call.Method != HttpMethods.Get && state.Settings.Current.SuccessAsText
                    ? GraphGate.Ok(new { Success = "true" })
                    : answer;
            case ("GET", "leadgen_forms"):
                call.NeedsScope("leads_retrieval");
                LeadGate.NeedsTask(call, page, "ADVERTISE");
                return GraphPaging.Page(call, state.FormsOf(pageId).Select(nodes.Form));
            default:
                throw GraphCall.UnknownEdge(edge);
        }
    }

    private MetaPage Visible(GraphCall call, string pageId)
    {
        var page = meta.Pages[pageId];
        return call.Token.SubjectId == pageId || page.People.ContainsKey(call.Token.UserId)
            ? page
            : throw call.NotFound(pageId, "the token belongs to another Page");
    }

    private async Task<IResult> FormAsync(GraphCall call, LeadForm form, string? edge)
    {
        var page = gate.PageOf(call, form.PageId, form.Id);
        if ((call.Method, edge) is ("GET", null))
        {
            call.NeedsScope("leads_retrieval");
            return GraphGate.Ok(nodes.Form(form).Show(call["fields"]));
        }

        gate.EnterLeads(call, page, form.Id);
        return (call.Method, edge) switch
        {
            ("GET", "leads") => lists.OfForm(call, form),
            ("GET", "test_leads") => testLeads.List(call, form),
            ("POST", "test_leads") => await testLeads.CreateAsync(call, form),
            _ => throw GraphCall.UnknownEdge(edge),
        };
    }

    private IResult LeadOf(GraphCall call, Lead lead, string? edge)
    {
        var page = gate.PageOf(call, lead.PageId, lead.Id);
        gate.EnterLeads(call, page, lead.Id);
        if (!state.IsReadable(lead))
        {
            throw call.NotFound(lead.Id, "the lead is older than 90 days");
        }

        if (edge is null && call.Method == HttpMethods.Delete)
        {
            return testLeads.Delete(call, lead);
        }

        if (edge is not null || call.Method != HttpMethods.Get)
        {
            throw GraphCall.UnknownEdge(edge);
        }

        return lead.TakeHiddenRead()
            ? throw call.NotFound(lead.Id, "the lead cannot be read yet")
            : GraphGate.Ok(nodes.Lead(call, lead).Show(call["fields"]));
    }
}
