using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Who may read what: Page tokens, permissions, tasks, Leads Access Manager and the call budget.</summary>
internal sealed class LeadGate(MetaState meta, LeadState state, GraphUsage usage)
{
    /// <summary>The Page, when the token is that Page's own.</summary>
    public MetaPage PageOf(GraphCall call, string pageId, string objectId)
    {
        if (call.Token.Kind != TokenKind.Page)
        {
            throw new GraphRefusal(
                GraphError.PageTokenNeeded(),
                $"a {call.Token.Kind} token where a Page token is due"
            );
        }

        return call.Token.SubjectId == pageId
            ? meta.Pages[pageId]
            : throw call.NotFound(objectId, "the token belongs to another Page");
    }

    /// <summary>What edges of the Page itself cost.</summary>
    public void CountPageCall(GraphCall call, MetaPage page) =>
        usage.Count(
            call,
            page.Id,
            "pages",
            state.Settings.Current.PageCalls,
            new(80001, "(#80001) There have been too many calls to this Page account.")
        );

    public static void NeedsTask(GraphCall call, MetaPage page, string task)
    {
        if (!page.People[call.Token.UserId].Contains(task))
        {
            throw new GraphRefusal(GraphError.Permission($"The user must have the {task} task on the Page"));
        }
    }

    /// <summary>All that reading leads takes.</summary>
    public void EnterLeads(GraphCall call, MetaPage page, string objectId)
    {
        call.NeedsScope("leads_retrieval");
        NeedsTask(call, page, "ADVERTISE");
        if (page.LeadsAccess != MetaPage.Everyone)
        {
            throw new GraphRefusal(
                state.Settings.Current.LeadsAccessTells
                    ? GraphError.Permission("CRM access has been revoked from Lead Access Manager")
                    : GraphError.NotFound(call.Method, objectId),
                $"Leads Access Manager: {page.LeadsAccess}"
            );
        }

        usage.Count(
            call,
            page.Id,
            "leadgen",
            state.CallBudget(page.Id),
            new(80005, "(#80005) There have been too many leadgen api calls to this Page account.")
        );
    }
}
