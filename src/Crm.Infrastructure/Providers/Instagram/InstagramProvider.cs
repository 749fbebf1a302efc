using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Instagram;

internal static class InstagramProvider
{
    public const string Key = MetaEvents.Instagram;
    public const string AccessToken = "accessToken";
    public const string BusinessAccountId = "businessAccountId";

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "Instagram",
        Scopes: ["instagram_business_basic", "instagram_business_content_publish"],
        CredentialFields:
        [
            Field.Required(
                AccessToken,
                ("Access token", "Access Token", "رمز الوصول"),
                (
                    "From your app's page at developers.facebook.com: of Instagram's own login (IG…) or of Facebook's (EAA…).",
                    "developers.facebook.com'daki uygulama sayfanızdan: Instagram'ın kendi oturumuyla (IG…) ya da Facebook'unkiyle (EAA…).",
                    "من صفحة تطبيقك في developers.facebook.com: من تسجيل الدخول عبر Instagram (IG…) أو Facebook (EAA…)."
                )
            ),
            Field.Required(
                BusinessAccountId,
                ("Business account ID", "İşletme hesabı kimliği", "معرّف حساب الأعمال"),
                (
                    "The number of the professional account, beginning with 17841.",
                    "Profesyonel hesabın 17841 ile başlayan numarası.",
                    "رقم الحساب المهني الذي يبدأ بـ 17841."
                ),
                isSecret: false
            ),
            .. MetaFields.OwnApp,
        ],
        MetaFields.HookKey,
        HasWebhookKey: true,
        BringsLeads: false,
        LimitsTokens: true
    );
}
