namespace Crm.ProviderSimulator.Meta.OAuth;

internal static class DialogScopes
{
    public static readonly IReadOnlyList<string> Facebook =
    [
        "public_profile",
        "email",
        "pages_show_list",
        "pages_read_engagement",
        "pages_manage_metadata",
        "pages_manage_ads",
        "leads_retrieval",
        "ads_management",
        "ads_read",
        "business_management",
        "instagram_basic",
        "instagram_content_publish",
        "instagram_manage_comments",
        "instagram_manage_messages",
        "whatsapp_business_management",
        "whatsapp_business_messaging",
    ];

    public static readonly IReadOnlyList<string> Instagram =
    [
        "instagram_business_basic",
        "instagram_business_content_publish",
        "instagram_business_manage_comments",
        "instagram_business_manage_messages",
        "instagram_business_manage_insights",
    ];
}
