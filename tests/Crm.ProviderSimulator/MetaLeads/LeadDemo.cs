using Crm.ProviderSimulator.Meta;

namespace Crm.ProviderSimulator.MetaLeads;

/// <summary>The forms that are there at the start.</summary>
internal static class LeadDemo
{
    public const string FranchiseForm = "1005000000000001";
    public const string AdId = "120200000000000701";

    public static readonly IReadOnlyList<LeadForm> Forms =
    [
        new(
            FranchiseForm,
            MetaState.DemoPage,
            "Kafe bayilik başvurusu",
            "tr_TR",
            [
                new("full_name", "Ad Soyad", "FULL_NAME"),
                new("email", "E-posta", "EMAIL"),
                new("phone_number", "Telefon", "PHONE"),
                new(
                    "hangi_ürünle_ilgileniyorsunuz?",
                    "Hangi ürünle ilgileniyorsunuz?",
                    "CUSTOM",
                    [new("k1", "Kahve"), new("k2", "Çay"), new("k3", "Tatlı")]
                ),
            ]
        ),
        new(
            "1005000000000002",
            MetaState.DemoPage,
            "Etkinlik rezervasyonu",
            "tr_TR",
            [
                new("first_name", "Ad", "FIRST_NAME"),
                new("phone_number", "Telefon", "PHONE"),
                new("kaç_kişisiniz?", "Kaç kişisiniz?"),
            ]
        ),
        new(
            "1005000000000003",
            MetaState.SecondPage,
            "طلب عرض سعر",
            "ar_AR",
            [
                new("full_name", "الاسم الكامل", "FULL_NAME"),
                new("phone_number", "رقم الهاتف", "PHONE"),
                new("ما_هي_ميزانيتك؟", "ما هي ميزانيتك؟"),
            ]
        ),
    ];

    /// <summary>What a person would type; the key of an option stands for its label.</summary>
    public static LeadAnswer Sample(Question question) =>
        new(
            question.Key,
            question.Key switch
            {
                "full_name" => ["Ayşe Yılmaz"],
                "first_name" => ["Ayşe"],
                "email" => ["ayse.yilmaz@example.com"],
                "phone_number" => ["+905321234567"],
                _ when question.Options is { Count: > 0 } options => [.. options.Take(2).Select(option => option.Key)],
                _ => ["10-20 bin 😀"],
            }
        );
}
