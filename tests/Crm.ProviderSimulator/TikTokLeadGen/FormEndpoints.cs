using System.Globalization;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed class FormEndpoints(BusinessGate gate)
{
    private const int LargestPage = 100;

    public IResult List(HttpContext context)
    {
        var advertiserId = BusinessGate.Text(context, "advertiser_id");
        if (advertiserId is null || BusinessGate.Text(context, "business_type") != "LEAD_GEN")
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "advertiser_id is missing or business_type is not LEAD_GEN"
            );
        }

        var (token, refusal) = gate.Enter(context, BusinessScopes.InstantPages, advertiserId);
        if (token is null)
        {
            return refusal!;
        }

        if (!TryPage(context, out var page, out var size))
        {
            return gate.Refuse(context, BusinessCodes.BadParameter, "page is at least 1, page_size within 1 and 100");
        }

        var forms = Advertiser.Find(advertiserId)!.Forms;
        return gate.Ok(
            new
            {
                List = forms
                    .Skip((page - 1) * size)
                    .Take(size)
                    .Select(form => new
                    {
                        form.PageId,
                        form.Title,
                        Status = "PUBLISHED",
                    }),
                PageInfo = new
                {
                    Page = page,
                    PageSize = size,
                    TotalNumber = forms.Count,
                    TotalPage = (forms.Count + size - 1) / size,
                },
            }
        );
    }

    public IResult Fields(HttpContext context)
    {
        var advertiserId = BusinessGate.Text(context, "advertiser_id");
        if (advertiserId is null || BusinessGate.Text(context, "lead_source") is not (null or "INSTANT_FORM"))
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "advertiser_id is missing or lead_source is not INSTANT_FORM"
            );
        }

        var (token, refusal) = gate.Enter(context, BusinessScopes.LeadsRetrieval, advertiserId);
        if (token is null)
        {
            return refusal!;
        }

        return Advertiser.Find(advertiserId)!.Form(BusinessGate.Text(context, "page_id")) is { } form
            ? gate.Ok(new { Fields = form.Questions })
            : gate.Refuse(context, BusinessCodes.NotFound, "page_id is missing or not a form of this advertiser");
    }

    public static bool TryPage(HttpContext context, out int page, out int size)
    {
        size = 10;
        return TryNumber(BusinessGate.Text(context, "page") ?? "1", out page)
            && TryNumber(BusinessGate.Text(context, "page_size") ?? "10", out size)
            && page >= 1
            && size is >= 1 and <= LargestPage;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
