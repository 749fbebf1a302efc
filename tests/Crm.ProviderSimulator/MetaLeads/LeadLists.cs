using System.Globalization;
using System.Text.Json;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Leads of a form or an ad, newest first, with Graph's filter by time.</summary>
internal sealed class LeadLists(LeadState state, LeadNodes nodes, LeadGate gate)
{
    public IResult OfForm(GraphCall call, LeadForm form) => Page(call, lead => lead.FormId == form.Id && !lead.IsTest);

    public IResult OfAd(GraphCall call, string adId)
    {
        var page = gate.PageOf(call, call.Token.SubjectId, adId);
        call.NeedsScope("ads_management");
        gate.EnterLeads(call, page, adId);
        return Page(call, lead => lead.AdId == adId && lead.PageId == page.Id);
    }

    private IResult Page(GraphCall call, Func<Lead, bool> which)
    {
        var conditions = Filter(call["filtering"]);
        return GraphPaging.Page(
            call,
            state
                .LeadsWhere(which)
                .Where(lead => conditions.TrueForAll(condition => condition(lead)))
                .Select(lead => nodes.Lead(call, lead))
        );
    }

    private static List<Predicate<Lead>> Filter(string? text)
    {
        if (text is null)
        {
            return [];
        }

        try
        {
            return [.. JsonElement.Parse(text).EnumerateArray().Select(Condition)];
        }
        catch (Exception failure)
            when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new GraphRefusal(GraphError.Parameter($"Invalid filtering: {failure.Message}"));
        }
    }

    private static Predicate<Lead> Condition(JsonElement filter)
    {
        var (field, name) = (filter.GetProperty("field").GetString(), filter.GetProperty("operator").GetString());
        if (field != "time_created")
        {
            throw new FormatException($"field {field} cannot be filtered by");
        }

        var second = long.Parse(
            filter.GetProperty("value").ToString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture
        );
        return name switch
        {
            "GREATER_THAN" => lead => lead.CreatedAt.ToUnixTimeSeconds() > second,
            "GREATER_THAN_OR_EQUAL" => lead => lead.CreatedAt.ToUnixTimeSeconds() >= second,
            "LESS_THAN" => lead => lead.CreatedAt.ToUnixTimeSeconds() < second,
            "LESS_THAN_OR_EQUAL" => lead => lead.CreatedAt.ToUnixTimeSeconds() <= second,
            _ => throw new FormatException($"operator {name} is unknown"),
        };
    }
}
