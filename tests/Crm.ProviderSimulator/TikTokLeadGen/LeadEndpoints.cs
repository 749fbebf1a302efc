using System.Globalization;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>One lead by form. It takes no lead_id, and nobody knows which lead it is: the newest here.</summary>
internal sealed class LeadEndpoints(LeadGenState state, BusinessGate gate)
{
    public IResult Get(HttpContext context)
    {
        var advertiserId = BusinessGate.Text(context, "advertiser_id");
        var libraryId = BusinessGate.Text(context, "library_id");
        var owner = Advertiser.Demo.FirstOrDefault(found => found.Id == advertiserId || found.LibraryId == libraryId);
        if (
            advertiserId is null == libraryId is null
            || BusinessGate.Text(context, "lead_source") is not (null or "INSTANT_FORM")
        )
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "give exactly one of advertiser_id and library_id; lead_source is INSTANT_FORM"
            );
        }

        if (context.Request.Query.ContainsKey("lead_id"))
        {
            return gate.Refuse(context, BusinessCodes.BadParameter, "lead_id is not a parameter of this call");
        }

        var (token, refusal) = gate.Enter(context, BusinessScopes.LeadsRetrieval, owner?.Id ?? "");
        if (token is null)
        {
            return refusal!;
        }

        var pageId = BusinessGate.Text(context, "page_id");
        return state.Leads.LastOrDefault(lead => lead.Advertiser == owner && lead.Form.PageId == pageId) is { } found
            ? gate.Ok(Show(found))
            : gate.Refuse(context, BusinessCodes.NotFound, "no lead of this form");
    }

    public static object Show(Lead lead) =>
        new
        {
            LeadData = lead.Answers.ToDictionary(answer => answer.Field, answer => answer.Text, StringComparer.Ordinal),
            MetaData = new
            {
                LeadId = lead.Id,
                lead.Form.PageId,
                AdvertiserId = lead.Advertiser.Id,
                LeadSource = "INSTANT_FORM",
                CampaignId = "1789204571349043",
                CampaignName = "Yaz kampanyası",
                AdgroupId = "7126711421177430275",
                AdgroupName = "18-35 İstanbul",
                AdId = "7126711421177430531",
                AdName = "Video 1",
                CreateTime = lead.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            },
        };
}
