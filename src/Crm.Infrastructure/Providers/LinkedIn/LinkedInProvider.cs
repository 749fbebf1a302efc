using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.LinkedIn;

internal static class LinkedInProvider
{
    public const string Key = "linkedin";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";
    public const string AccessToken = "accessToken";

    private static readonly (string En, string Tr, string Ar) AuthPage = (
        "From the Auth tab of your app at linkedin.com/developers.",
        "linkedin.com/developers adresindeki uygulamanızın Auth sekmesinden.",
        "من تبويب Auth لتطبيقك في linkedin.com/developers."
    );

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "LinkedIn",
        Scopes: ["openid", "profile", "w_member_social"],
        CredentialFields:
        [
            Field.Required(ClientId, ("Client ID", "İstemci kimliği", "معرّف العميل"), AuthPage, isSecret: false),
            Field.Required(ClientSecret, ("Client secret", "İstemci gizli anahtarı", "سر العميل"), AuthPage),
            Field.Optional(
                AccessToken,
                ("Access token", "Access Token", "رمز الوصول"),
                (
                    "From the token generator there; leave it empty to sign in at LinkedIn instead.",
                    "Oradaki token oluşturucudan; boş bırakırsanız LinkedIn'de oturum açarak bağlanırsınız.",
                    "من مولّد الرموز هناك؛ اتركه فارغاً لتسجيل الدخول في LinkedIn بدلاً منه."
                )
            ),
        ],
        HookKey: null,
        LimitsTokens: true
    );
}
