using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.WhatsApp;

internal static class WhatsAppProvider
{
    public const string Key = MetaEvents.WhatsApp;
    public const string PhoneNumberId = "phoneNumberId";
    public const string AccessToken = "accessToken";

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "WhatsApp",
        Scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
        CredentialFields:
        [
            Field.Required(
                PhoneNumberId,
                ("Phone number ID", "Telefon numarası kimliği", "معرّف رقم الهاتف"),
                (
                    "From WhatsApp, API Setup at developers.facebook.com: neither the phone number nor the ID of the business account.",
                    "developers.facebook.com, WhatsApp, API Kurulumu'ndan: telefon numarasının veya işletme hesabının kimliği değil.",
                    "من WhatsApp، إعداد API في developers.facebook.com: ليس رقم الهاتف ولا معرّف حساب الأعمال."
                ),
                isSecret: false
            ),
            Field.Required(
                AccessToken,
                ("Access token", "Access Token", "رمز الوصول"),
                (
                    "Of a system user, with whatsapp_business_management and whatsapp_business_messaging. The temporary one of API Setup ends within a day.",
                    "Bir sistem kullanıcısının, whatsapp_business_management ve whatsapp_business_messaging izinli token’ı. API Kurulumu'ndaki geçici token bir gün içinde sona erer.",
                    "لمستخدم نظام، بإذني whatsapp_business_management و whatsapp_business_messaging. الرمز المؤقت في إعداد API ينتهي خلال يوم."
                )
            ),
            .. MetaFields.OwnApp,
        ],
        MetaFields.HookKey,
        HasWebhookKey: true,
        LimitsTokens: true,
        BringsLeads: false
    );
}
