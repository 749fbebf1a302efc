namespace Crm.WebApi.Pages;

internal sealed record ReconnectWords(
    string Title,
    string Wait,
    string NeedsScript,
    string Ready,
    string Go,
    string Invalid,
    string Later,
    string Done,
    string WrongAccount,
    string NotConnected
)
{
    private static readonly ReconnectWords English = new(
        "Renew a connection",
        "One moment, the link is being checked …",
        "This page needs JavaScript to read the link.",
        "You were asked to renew the connection of your account. Sign in there with this same account and allow the access; nothing else changes.",
        "Continue to the platform",
        "This link is unknown, was used or replaced, or has expired. Ask whoever sent it for a new one.",
        "This does not work at the moment. Open the link again in a few minutes.",
        "The connection is renewed. You can close this page.",
        "You were signed in there with another account than the connected one. Nothing was changed: sign in there with the right one and open the link again.",
        "The connection was not renewed, and nothing was changed. Open the link again, or ask whoever sent it for a new one."
    );

    private static readonly ReconnectWords Turkish = new(
        "Bağlantıyı yenileyin",
        "Bir dakika, bağlantı kontrol ediliyor …",
        "Bu sayfanın bağlantıyı okuyabilmesi için JavaScript gerekir.",
        "Hesabınızın bağlantısını yenilemeniz istendi. Orada aynı hesapla giriş yapıp erişime izin verin; başka hiçbir şey değişmez.",
        "Platforma devam et",
        "Bu bağlantı bilinmiyor, kullanılmış, yenisiyle değiştirilmiş ya da süresi dolmuş. Gönderenden yeni bir bağlantı isteyin.",
        "Şu anda olmuyor. Birkaç dakika sonra bağlantıyı yeniden açın.",
        "Bağlantı yenilendi. Bu sayfayı kapatabilirsiniz.",
        "Orada bağlı olandan başka bir hesapla giriş yapmıştınız. Hiçbir şey değişmedi: doğru hesapla giriş yapıp bağlantıyı yeniden açın.",
        "Bağlantı yenilenmedi ve hiçbir şey değişmedi. Bağlantıyı yeniden açın ya da gönderenden yenisini isteyin."
    );

    private static readonly ReconnectWords Arabic = new(
        "تجديد الربط",
        "لحظة، يجري التحقق من الرابط …",
        "تحتاج هذه الصفحة إلى JavaScript لقراءة الرابط.",
        "طُلب منك تجديد ربط حسابك. سجّل الدخول هناك بالحساب نفسه واسمح بالوصول؛ ولن يتغير شيء آخر.",
        "المتابعة إلى المنصة",
        "هذا الرابط غير معروف أو استُخدم أو استُبدل أو انتهت صلاحيته. اطلب رابطًا جديدًا ممن أرسله.",
        "هذا غير ممكن الآن. افتح الرابط مرة أخرى بعد بضع دقائق.",
        "تم تجديد الربط. يمكنك إغلاق هذه الصفحة.",
        "كنت مسجّل الدخول هناك بحساب غير الحساب المربوط. لم يتغير شيء: سجّل الدخول بالحساب الصحيح وافتح الرابط من جديد.",
        "لم يُجدَّد الربط ولم يتغير شيء. افتح الرابط من جديد أو اطلب رابطًا جديدًا ممن أرسله."
    );

    public static ReconnectWords In(string language) =>
        language switch
        {
            "tr" => Turkish,
            "ar" => Arabic,
            _ => English,
        };
}
