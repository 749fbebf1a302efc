using System.Text.Encodings.Web;
using Crm.Infrastructure.Configuration;
using Crm.WebApi.Languages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Connections;

/// <summary>For a browser that came back with a state nobody here knows (any more).</summary>
internal static class UnknownStatePage
{
    public static ContentHttpResult Answer(ServerOptions server)
    {
        var (title, text, link) = RequestLanguage.Current switch
        {
            "tr" => (
                "Bağlantı tamamlanamadı",
                "Bu bağlantı isteği bilinmiyor, süresi dolmuş, kullanılmış ya da başka bir tarayıcıda başlatılmış. Hiçbir şey kaydedilmedi.",
                "Entegrasyonlara dön ve yeniden bağla"
            ),
            "ar" => (
                "تعذر إكمال الربط",
                "طلب الربط هذا غير معروف أو منتهي الصلاحية أو مستخدم أو بدأ في متصفح آخر. لم يتم حفظ أي شيء.",
                "العودة إلى التكاملات والربط من جديد"
            ),
            _ => (
                "The account was not connected",
                "This request is unknown, has expired, was used already, or was begun in another browser. Nothing was stored.",
                "Back to integrations, to connect again"
            ),
        };
        var language = RequestLanguage.Current;
        var direction = language is "ar" ? "rtl" : "ltr";
        var address = HtmlEncoder.Default.Encode($"{server.FrontendUrl}/integrations");

        return TypedResults.Content(
            $"""
            <!doctype html>
            <html lang="{language}" dir="{direction}">
            <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
            <h1>{title}</h1><p>{text}</p><p><a href="{address}">{link}</a></p>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: StatusCodes.Status400BadRequest
        );
    }
}
