using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Domain.Venues;

namespace Crm.Infrastructure.Demo;

/// <summary>Guests of the demo's Wi-Fi: some are its leads and had agreed to that, the others are known by their device.</summary>
internal static class DemoGuests
{
    private const int EveryLead = 6;
    private const int EveryConsent = 2;

    /// <summary>By the language of the lead's number in turn, as the leads' names are.</summary>
    private static readonly (string Language, string Text)[] Words =
    [
        ("tr", "Kampanya ve duyuruların e-posta ve SMS ile gönderilmesini kabul ediyorum."),
        ("ar", "أوافق على تلقي العروض والأخبار عبر البريد الإلكتروني والرسائل النصية."),
        ("en", "I agree to receive offers and news by e-mail and text message."),
    ];

    public static IEnumerable<(HotspotUser User, GuestConsent? Consent)> Make(
        IReadOnlyList<Lead> leads,
        DateTimeOffset now
    )
    {
        for (var number = 0; number < leads.Count; number += EveryLead + 1)
        {
            yield return MakeOne(number, leads[number], now);
        }
    }

    private static (HotspotUser User, GuestConsent? Consent) MakeOne(int number, Lead lead, DateTimeOffset now)
    {
        var (language, text) = Words[number % Words.Length];
        var agrees = number % EveryConsent == 0;
        var details = new GuestDetails(
            lead.FullName,
            agrees ? EmailAddress.Parse(lead.Email) : null,
            agrees && lead.Phone is not null ? PhoneNumber.FromE164(lead.Phone) : null,
            agrees ? lead.PhoneRaw : null,
            MacAddress.Parse($"02:00:5e:00:{number / 256:x2}:{number % 256:x2}"),
            language,
            CustomFields: null
        );
        var user = HotspotUser.Create(lead.TenantId, lead.VenueId!.Value, details, lead.CreatedAt);
        for (var visit = 0; visit < number % 4; visit++)
        {
            user.Visit(details, lead.CreatedAt + ((now - lead.CreatedAt) * (visit + 1) / 5));
        }

        if (!agrees)
        {
            return (user, null);
        }

        var consent = new MarketingConsent(Granted: true, lead.CreatedAt, "203.0.113.7", text, language);
        user.Answer(consent, lead.CreatedAt);

        return (user, GuestConsent.Create(user, consent, details, lead.CreatedAt));
    }
}
