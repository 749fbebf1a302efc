namespace Crm.WebApi.Pages;

/// <summary>The words of the start page.</summary>
internal sealed record HomeWords(
    string Tagline,
    string Ready,
    string NotMigrated,
    string Unreachable,
    string Version,
    string Links,
    string Docs,
    string Problems,
    string OpenApi,
    string Health,
    string Keys,
    string Simulator
)
{
    private static readonly HomeWords English = new(
        "Leads from every channel, in one place.",
        "Ready",
        "Not ready: the database is not migrated yet",
        "Not ready: the database cannot be reached",
        "Version",
        "Where to go",
        "API reference",
        "Problem codes",
        "OpenAPI document",
        "Health",
        "Public keys of access tokens",
        "Provider simulator"
    );

    private static readonly HomeWords Turkish = new(
        "Her kanaldan gelen aday müşteriler tek yerde.",
        "Hazır",
        "Hazır değil: veritabanı henüz bu sürüme geçirilmedi",
        "Hazır değil: veritabanına ulaşılamıyor",
        "Sürüm",
        "Bağlantılar",
        "API başvurusu",
        "Hata kodları",
        "OpenAPI belgesi",
        "Sağlık durumu",
        "Erişim belirteçlerinin açık anahtarları",
        "Sağlayıcı simülatörü"
    );

    private static readonly HomeWords Arabic = new(
        "العملاء المحتملون من كل القنوات في مكان واحد.",
        "جاهز",
        "غير جاهز: لم تُرقَّ قاعدة البيانات بعد",
        "غير جاهز: لا يمكن الوصول إلى قاعدة البيانات",
        "الإصدار",
        "روابط",
        "مرجع واجهة البرمجة",
        "رموز الأخطاء",
        "مستند OpenAPI",
        "حالة الخدمة",
        "المفاتيح العامة لرموز الوصول",
        "محاكي المزوّدين"
    );

    public static HomeWords In(string language) =>
        language switch
        {
            "tr" => Turkish,
            "ar" => Arabic,
            _ => English,
        };
}
