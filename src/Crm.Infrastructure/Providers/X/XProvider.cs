using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

internal static class XProvider
{
    public const string Key = "x";
    public const string ApiKey = "apiKey";
    public const string ApiSecret = "apiSecret";
    public const string AccessToken = "accessToken";
    public const string AccessSecret = "accessSecret";
    public const string BearerToken = "bearerToken";

    private static readonly (string En, string Tr, string Ar) KeysPage = (
        "From your app's Keys and tokens page at developer.x.com.",
        "developer.x.com adresindeki uygulamanızın Keys and tokens sayfasından.",
        "من صفحة Keys and tokens لتطبيقك في developer.x.com."
    );

    private static readonly (string En, string Tr, string Ar) TokenPage = (
        "From the same page; generate it after the app was given Read and Write.",
        "Aynı sayfadan; uygulamaya Read and Write izni verildikten sonra oluşturun.",
        "من الصفحة نفسها؛ أنشئه بعد منح التطبيق صلاحية Read and Write."
    );

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: ["twitter"],
        DisplayName: "X",
        Scopes: ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"],
        CredentialFields:
        [
            Field.Required(ApiKey, ("API key", "API anahtarı", "مفتاح API"), KeysPage),
            Field.Required(ApiSecret, ("API secret", "API gizli anahtarı", "سر مفتاح API"), KeysPage),
            Field.Required(AccessToken, ("Access token", "Access Token", "رمز الوصول"), TokenPage),
            Field.Required(AccessSecret, ("Access token secret", "Access Token Secret", "سر رمز الوصول"), TokenPage),
            Field.Optional(
                BearerToken,
                ("Bearer token", "Bearer Token", "رمز Bearer"),
                (
                    "Optional; it can read, but not post.",
                    "İsteğe bağlı; okuyabilir ama gönderi paylaşamaz.",
                    "اختياري؛ يمكنه القراءة لا النشر."
                )
            ),
        ],
        HookKey: null,
        IsExclusive: true,
        LimitsTokens: true
    );
}
