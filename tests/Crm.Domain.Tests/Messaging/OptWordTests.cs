using Crm.Domain.Messaging;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Messaging;

public sealed class OptWordTests
{
    [Theory]
    [InlineData("DUR", "tr")]
    [InlineData("dur", "tr")]
    [InlineData("  Dur! ", "tr")]
    [InlineData("İPTAL", "tr")]
    [InlineData("iptal", "tr")]
    [InlineData("IPTAL", "tr")]
    [InlineData("ıptal", "tr")]
    [InlineData("i\u0307ptal", "tr")]
    [InlineData("Ret", "tr")]
    [InlineData("STOP", "en")]
    [InlineData("Stop.", "en")]
    [InlineData("ＳＴＯＰ", "en")]
    [InlineData("unsubscribe", "en")]
    [InlineData("Cancel", "en")]
    [InlineData("توقف", "ar")]
    [InlineData("تَوَقَّفْ", "ar")]
    [InlineData("توقـــف", "ar")]
    [InlineData("إلغاء", "ar")]
    [InlineData("الغاء", "ar")]
    [InlineData("الغاء الاشتراك؟", "ar")]
    [InlineData("توقف.\u200F", "ar")]
    [InlineData("\u200Fتوقف\u200F!", "ar")]
    [InlineData("قف", "ar")]
    [InlineData("إلغاء اشتراكي", "ar")]
    [InlineData("DUR…", "tr")]
    [InlineData("DUR,", "tr")]
    [InlineData("DUR 🙏", "tr")]
    [InlineData("🙏🏽 dur ❤\uFE0F", "tr")]
    [InlineData("RED", "tr")]
    [InlineData("Çıkış", "tr")]
    [InlineData("aboneliği iptal et", "tr")]
    [InlineData("Opt-out", "en")]
    public void A_whole_message_takes_the_consent_back_however_it_is_written(string text, string language) =>
        OptWord.Find(text).ShouldBe(new OptWord(IsOptIn: false, language));

    [Theory]
    [InlineData("START", "en")]
    [InlineData("Başla", "tr")]
    [InlineData("basla", "tr")]
    [InlineData("ابدأ", "ar")]
    [InlineData("اشتراك", "ar")]
    public void And_gives_it_again(string text, string language) =>
        OptWord.Find(text).ShouldBe(new OptWord(IsOptIn: true, language));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("Durun, geliyorum")]
    [InlineData("Siparişi iptal etmeyin")]
    [InlineData("stop by tomorrow")]
    [InlineData("لا توقف الطلب")]
    [InlineData("Merhaba")]
    [InlineData("İstemiyorum")]
    [InlineData("لا أريد")]
    [InlineData("🙏")]
    public void What_says_more_or_something_else_means_nothing(string? text) => OptWord.Find(text).ShouldBeNull();

    [Theory]
    [InlineData("İptal", "cancel_order_17", null)]
    [InlineData("Cancel", "order:17", null)]
    [InlineData("إلغاء", "order:17", null)]
    [InlineData("Başla", "begin_quiz", null)]
    [InlineData("اشتراك", "plan:gold", null)]
    [InlineData("İptal", "İptal", false)]
    [InlineData("İptal", null, false)]
    [InlineData("İptal", "", false)]
    [InlineData("Artık yazmayın", "STOP", false)]
    [InlineData("Yes, tell me", "START", true)]
    public void A_button_means_what_the_company_put_behind_it(string label, string? payload, bool? isOptIn) =>
        (OptWord.FindPressed(label, payload)?.IsOptIn).ShouldBe(isOptIn);
}
