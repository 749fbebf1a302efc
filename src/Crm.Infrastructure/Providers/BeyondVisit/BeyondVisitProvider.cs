using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.BeyondVisit;

internal static class BeyondVisitProvider
{
    public const string Key = "beyondvisit";
    public const string ApiKey = "apiKey";
    public const string SecretKey = "secretKey";
    public const string UserToken = "userToken";
    public const int LongestUserToken = 32;

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "BeyondVisit",
        Scopes: [],
        CredentialFields:
        [
            Field.Required(
                ApiKey,
                ("API key", "API anahtarı", "مفتاح API"),
                (
                    "From your BeyondVisit partner contact.",
                    "BeyondVisit iş ortağı yetkilinizden alınır.",
                    "من مسؤول الشراكة لديك في BeyondVisit."
                )
            ),
            Field.Required(
                SecretKey,
                ("Secret key", "Gizli anahtar", "المفتاح السري"),
                (
                    "Comes with the API key and never leaves this server.",
                    "API anahtarıyla birlikte verilir ve bu sunucudan hiç çıkmaz.",
                    "يأتي مع مفتاح API ولا يغادر هذا الخادم أبداً."
                )
            ),
            Field.Optional(
                UserToken,
                ("User token", "User Token", "رمز المستخدم"),
                (
                    "Of the panel that the login link opens; at most 32 characters.",
                    "Giriş bağlantısının açacağı panele aittir; en fazla 32 karakter.",
                    "للوحة التي يفتحها رابط الدخول؛ 32 حرفاً على الأكثر."
                ),
                longest: LongestUserToken
            ),
        ],
        HookKey: null
    );
}
