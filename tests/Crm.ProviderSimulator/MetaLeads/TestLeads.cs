using System.Text.Json;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Test leads: organic, with dummy values, one per form until it is deleted, and not marked as such.</summary>
internal sealed class TestLeads(
    LeadState state,
    LeadNodes nodes,
    LeadWebhooks webhooks,
    MetaIds ids,
    TimeProvider clock
)
{
    public IResult List(GraphCall call, LeadForm form) =>
        GraphPaging.Page(
            call,
            state.LeadsWhere(lead => lead.IsTest && lead.FormId == form.Id).Select(lead => nodes.Lead(call, lead))
        );

    public async Task<IResult> CreateAsync(GraphCall call, LeadForm form)
    {
        if (!call.App.IsLive)
        {
            throw new GraphRefusal(GraphError.Permission("The app must be live to create test leads"));
        }

        if (state.TestLeadOf(form.Id) is not null)
        {
            throw new GraphRefusal(GraphError.Parameter("The form has a test lead already; delete it first"));
        }

        var given = call["field_data"] is { } text ? Read<List<LeadAnswer>>(text) : null;
        var lead = new Lead(
            ids.Next("120"),
            form.Id,
            form.PageId,
            clock.GetUtcNow(),
            given ?? [.. form.Questions.Select(Dummy)],
            [],
            "fb",
            AdId: null,
            form.Version,
            IsTest: true
        );
        state.Leads[lead.Id] = lead;
        await webhooks.TellAsync(new LeadOrder(), [lead]);
        return GraphGate.Ok(new { lead.Id });
    }

    public IResult Delete(GraphCall call, Lead lead)
    {
        if (!lead.IsTest)
        {
            throw new GraphRefusal(GraphError.Permission("Only test leads can be deleted"));
        }

        return state.Leads.TryRemove(lead.Id, out _)
            ? GraphGate.Success()
            : throw call.NotFound(lead.Id, "the test lead is deleted already");
    }

    private static LeadAnswer Dummy(Question question) =>
        new(question.Key, [question.Type == "EMAIL" ? "test@meta.com" : $"<test lead: dummy data for {question.Key}>"]);

    private static T Read<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, ControlJson.Provider)!;
        }
        catch (JsonException failure)
        {
            throw new GraphRefusal(GraphError.Parameter($"Invalid field_data: {failure.Message}"));
        }
    }
}
