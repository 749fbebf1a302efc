using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.GoogleAds;

internal static class GoogleAdsProvider
{
    public const string Key = "google_ads";
    public const string HookKey = "google-lead-form";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";
    public const string DeveloperToken = "developerToken";

    private static readonly (string En, string Tr, string Ar) Console = (
        "From your OAuth client in the Google Cloud console.",
        "Google Cloud konsolundaki OAuth istemcinizden.",
        "من عميل OAuth لديك في وحدة تحكم Google Cloud."
    );

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "Google Ads",
        Scopes: [],
        CredentialFields:
        [
            Field.Required(ClientId, ("Client ID", "İstemci kimliği", "معرّف العميل"), Console, isSecret: false),
            Field.Required(ClientSecret, ("Client secret", "İstemci gizli anahtarı", "سر العميل"), Console),
            Field.Required(
                DeveloperToken,
                ("Developer token", "Developer Token", "رمز المطوّر"),
                (
                    "From the API Center of your Google Ads manager account.",
                    "Google Ads yönetici hesabınızdaki API Merkezi'nden.",
                    "من مركز API في حساب المدير لديك في Google Ads."
                )
            ),
        ],
        HookKey,
        HasWebhookKey: true
    );
}
