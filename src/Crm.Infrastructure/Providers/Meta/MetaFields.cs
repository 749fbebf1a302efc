using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>What a customer pastes whose own app delivers: it signs with its own secret and asks with its own words.</summary>
internal static class MetaFields
{
    public const string HookKey = "meta";
    public const string AppSecret = "appSecret";
    public const string VerifyToken = "verifyToken";

    public static readonly IReadOnlyList<CredentialField> OwnApp =
    [
        Field.Optional(
            AppSecret,
            ("App secret", "Uygulama gizli anahtarı", "سر التطبيق"),
            (
                "Only with an app of your own at developers.facebook.com: App settings, Basic. While you change it, both, separated by a comma.",
                "Yalnızca developers.facebook.com'da kendi uygulamanız varsa: Uygulama Ayarları, Temel. Değiştirirken ikisini de virgülle ayırarak yazın.",
                "فقط إن كان لك تطبيق خاص في developers.facebook.com: إعدادات التطبيق، أساسي. عند تغييره اكتب القديم والجديد مفصولين بفاصلة."
            )
        ),
        Field.Optional(
            VerifyToken,
            ("Verify token", "Verify Token", "رمز التحقق"),
            (
                "Only with an app of your own: the words you typed beside its webhook address. Leave it empty to use the key shown beside the address.",
                "Yalnızca kendi uygulamanız varsa: webhook adresinin yanına yazdığınız söz. Boş bırakırsanız adresin yanında gösterilen anahtar geçerlidir.",
                "فقط إن كان لك تطبيق خاص: الكلمة التي كتبتها بجانب عنوان الويب هوك. اتركه فارغاً لاستخدام المفتاح المعروض بجانب العنوان."
            )
        ),
    ];

    /// <summary>The present secret of the customer's own app; older ones verify, and prove nothing.</summary>
    public static string? OwnSecret(PastedCredentials credentials) =>
        credentials.Find(AppSecret)?.Split(',')[0].Trim() is { Length: > 0 } secret ? secret : null;
}
