namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed record LeadForm(string PageId, string Title, IReadOnlyList<string> Questions);

/// <summary>An ad account with its lead forms.</summary>
/// <param name="Region">Leads of "eu" and "us" are only exported to a call that names the region.</param>
internal sealed record Advertiser(
    string Id,
    string Name,
    string LibraryId,
    string Region,
    IReadOnlyList<LeadForm> Forms
)
{
    /// <summary>Every id has 19 digits and is no double.</summary>
    public static readonly IReadOnlyList<Advertiser> Demo =
    [
        new(
            "7163948356417552385",
            "Ayşe'nin Kafesi Reklam",
            "7163948356417552901",
            "row",
            [
                new(
                    "6873052183063953667",
                    "Kafe bayilik başvurusu",
                    ["name", "email", "phone_number", "Bütçeniz nedir?"]
                ),
                new("6873052183063953771", "Etkinlik rezervasyonu", ["name", "phone_number", "Kaç kişisiniz?"]),
            ]
        ),
        new(
            "7163948356417552643",
            "İstanbul Gym Ads",
            "7163948356417553017",
            "eu",
            [
                new(
                    "7643847475366904073",
                    "Free trial week",
                    ["first_name", "last_name", "email", "phone_number", "Which club?"]
                ),
            ]
        ),
        new(
            "7000000000000000001",
            "متجر فاطمة",
            "7163948356417553283",
            "row",
            [new("7643847475366904331", "طلب عرض سعر", ["name", "email", "phone_number", "ما هي ميزانيتك؟"])]
        ),
    ];

    public static Advertiser? Find(string? id) => Demo.FirstOrDefault(advertiser => advertiser.Id == id);

    public LeadForm? Form(string? pageId) => Forms.FirstOrDefault(form => form.PageId == pageId);
}
