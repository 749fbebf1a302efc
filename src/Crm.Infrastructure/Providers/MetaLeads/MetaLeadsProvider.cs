using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.MetaLeads;

internal static class MetaLeadsProvider
{
    public const string Key = "meta_leads";
    public const string PageId = "pageId";
    public const string PageAccessToken = "pageAccessToken";

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "Meta Lead Ads",
        // leads_retrieval is spelled so, whatever one of Meta's pages says (meta-lead-ads §1).
        Scopes:
        [
            "pages_show_list",
            "pages_read_engagement",
            "pages_manage_metadata",
            "leads_retrieval",
            "ads_management",
            "pages_manage_ads",
        ],
        CredentialFields:
        [
            Field.Required(
                PageId,
                ("Page ID", "Sayfa kimliği", "معرّف الصفحة"),
                (
                    "The number of your Facebook page: About, Page transparency.",
                    "Facebook sayfanızın numarası: Hakkında, Sayfa şeffaflığı.",
                    "رقم صفحتك على فيسبوك: حول، شفافية الصفحة."
                ),
                isSecret: false
            ),
            Field.Required(
                PageAccessToken,
                ("Page access token", "Page Access Token", "رمز وصول الصفحة"),
                (
                    "The token of the page itself, not of a person, with leads_retrieval and pages_manage_metadata.",
                    "Bir kişinin değil sayfanın kendi token’ı; leads_retrieval ve pages_manage_metadata izinleriyle.",
                    "رمز الصفحة نفسها لا رمز شخص، بإذني leads_retrieval و pages_manage_metadata."
                )
            ),
            .. MetaFields.OwnApp,
        ],
        MetaFields.HookKey,
        HasWebhookKey: true
    );
}
