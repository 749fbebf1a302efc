using System.Globalization;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>Forms and leads as answers.</summary>
internal sealed class LeadNodes(LeadState state)
{
    private static readonly string[] AdFields =
    [
        "ad_id",
        "ad_name",
        "adset_id",
        "adset_name",
        "campaign_id",
        "campaign_name",
    ];

    /// <summary>The offset has no colon, which many parsers refuse.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "+0000";

    public GraphNode Form(LeadForm form) =>
        new(
            "LeadGenData",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = form.Id,
                ["name"] = form.Name,
                ["status"] = form.Status,
                ["locale"] = form.Locale,
                ["page_id"] = form.PageId,
                ["leads_count"] = state.Leads.Values.Count(lead => lead.FormId == form.Id),
                ["questions"] = form.Questions.Select((question, index) => Show(form, question, index)).ToList(),
                ["created_time"] = "2026-01-01T00:00:00+0000",
            },
            ["id", "locale", "name", "status"]
        );

    public GraphNode Lead(GraphCall call, Lead lead)
    {
        var seesAds = call.Token.Scopes.Contains("ads_management");
        var asked = GraphFields.Parse(call["fields"]).Select(field => field.Name).Intersect(AdFields).ToList();
        if (!seesAds && asked.Count > 0 && state.Settings.Current.RefuseAdFields)
        {
            throw new GraphRefusal(GraphError.Permission($"Requires ads_management permission for {asked[0]}"));
        }

        string? OfAd(string value) => seesAds && lead.AdId is not null ? value : null;

        return new(
            "UserLeadGenInfo",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = lead.Id,
                ["created_time"] = Time(lead.CreatedAt),
                ["field_data"] = lead.Answers,
                ["form_id"] = lead.FormId,
                ["ad_id"] = OfAd(lead.AdId ?? ""),
                ["ad_name"] = OfAd("Video 1"),
                ["adset_id"] = OfAd("120200000000000801"),
                ["adset_name"] = OfAd("18-35 İstanbul"),
                ["campaign_id"] = OfAd("120200000000000901"),
                ["campaign_name"] = OfAd("Yaz kampanyası"),
                ["is_organic"] = lead.AdId is null,
                ["platform"] = lead.Platform,
                ["partner_name"] = null,
                ["custom_disclaimer_responses"] =
                    lead.Disclaimers.Count == 0
                        ? null
                        : lead
                            .Disclaimers.Select(disclaimer => new
                            {
                                disclaimer.CheckboxKey,
                                IsChecked = disclaimer.IsChecked ? "1" : "",
                            })
                            .ToList(),
                ["home_listing"] = null,
                ["retailer_item_id"] = null,
                ["vehicle"] = null,
            },
            ["created_time", "id", "field_data"]
        );
    }

    private static GraphNode Show(LeadForm form, Question question, int index) =>
        new(
            "LeadGenQuestion",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"{form.Id}{form.Version:D2}{index:D2}"),
                ["key"] = question.Key,
                ["label"] = question.Label,
                ["type"] = question.Type,
                ["options"] = question.Options,
            },
            ["key", "label", "type", "id", "options"]
        );
}
