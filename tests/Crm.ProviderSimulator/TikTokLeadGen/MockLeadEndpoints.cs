namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>Test leads: one per form, gone only when it is deleted. They travel over the subscriptions like real ones.</summary>
internal sealed class MockLeadEndpoints(
    LeadGenState state,
    BusinessGate gate,
    LeadIds ids,
    LeadWebhooks webhooks,
    TimeProvider clock
)
{
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var (owner, form, refused) = Enter(context, name => BusinessGate.Text(body, name));
        if (form is null)
        {
            return refused!;
        }

        var answers = form.Questions.Select(question =>
            LeadAnswer.Of(question, $"<test lead: dummy data for {question}>")
        );
        var lead = new Lead(ids.Next(), owner!, form, [.. answers], clock.GetUtcNow(), IsTest: true);
        if (!state.MockLeads.TryAdd(form.PageId, lead))
        {
            return gate.Refuse(context, BusinessCodes.Duplicate, "the form has a test lead already; delete it first");
        }

        state.Leads.Enqueue(lead);
        _ = webhooks.DeliverAsync(new(owner!.Id, form.PageId, lead.Answers, null, null), [lead]);
        return gate.Ok(LeadEndpoints.Show(lead));
    }

    public IResult Get(HttpContext context)
    {
        var (_, form, refused) = Enter(context, name => BusinessGate.Text(context, name));
        return form is null ? refused!
            : state.MockLeads.TryGetValue(form.PageId, out var lead) ? gate.Ok(LeadEndpoints.Show(lead))
            : gate.Refuse(context, BusinessCodes.NotFound, "the form has no test lead");
    }

    public async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var (_, form, refused) = Enter(context, name => BusinessGate.Text(body, name));
        return form is null ? refused!
            : state.MockLeads.TryRemove(form.PageId, out _) ? gate.Ok(new { })
            : gate.Refuse(context, BusinessCodes.NotFound, "the form has no test lead");
    }

    private (Advertiser? Owner, LeadForm? Form, IResult? Refusal) Enter(HttpContext context, Func<string, string?> text)
    {
        var (advertiserId, libraryId) = (text("advertiser_id"), text("library_id"));
        if (advertiserId is null == libraryId is null)
        {
            return (
                null,
                null,
                gate.Refuse(context, BusinessCodes.BadParameter, "give exactly one of advertiser_id and library_id")
            );
        }

        var owner = Advertiser.Demo.FirstOrDefault(found => found.Id == advertiserId || found.LibraryId == libraryId);
        var (token, refusal) = gate.Enter(context, BusinessScopes.TestLeads, owner?.Id ?? "");
        if (token is null)
        {
            return (null, null, refusal);
        }

        return owner!.Form(text("page_id")) is { } form
            ? (owner, form, null)
            : (
                null,
                null,
                gate.Refuse(context, BusinessCodes.NotFound, "page_id is missing or not a form of this advertiser")
            );
    }
}
