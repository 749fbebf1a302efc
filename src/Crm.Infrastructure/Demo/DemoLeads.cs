using Crm.Domain.Common;
using Crm.Domain.Leads;

namespace Crm.Infrastructure.Demo;

/// <summary>Plausible people of three languages over the last thirty days; the same ones every time.</summary>
internal static class DemoLeads
{
    private const int Count = 300;

    private static readonly Voice[] Voices =
    [
        new(
            ["Ayşe", "Mehmet", "Zeynep", "Çağrı", "İrem", "Oğuz", "Şule", "Kıvanç", "Gülşen", "Ümit"],
            ["Yılmaz", "Öztürk", "Işık", "Şahin", "Çelik", "Aydın", "Güneş", "Koç"],
            "+9053",
            "Kaç gece kalacaksınız?",
            ["2 gece", "3-4 gece", "Bir hafta", "Henüz bilmiyorum"]
        ),
        new(
            ["محمد", "فاطمة", "أحمد", "نورة", "خالد", "ليلى", "يوسف", "سارة", "عبدالله", "ريم"],
            ["العتيبي", "القحطاني", "الحربي", "المصري", "الشمري", "الزهراني"],
            "+9665",
            "كم عدد الضيوف؟",
            ["شخصان", "عائلة من أربعة", "مجموعة", "لا أعرف بعد"]
        ),
        new(
            ["Emma", "James", "Sofia", "Lukas", "Olivia", "Noah", "Mia", "Daniel"],
            ["Miller", "Brown", "Schmidt", "Wilson", "Rossi", "Martin"],
            "+4479",
            "Which room do you prefer?",
            ["Sea view", "Garden", "Suite", "No preference"]
        ),
    ];

    private static readonly (string Status, int Weight)[] Statuses =
    [
        (LeadStatus.New, 40),
        (LeadStatus.Contacted, 25),
        (LeadStatus.Qualified, 15),
        (LeadStatus.Won, 12),
        (LeadStatus.Lost, 8),
    ];

    private static readonly string[] Sources = ["tiktok_leads", "tiktok_leads", "website", "walk_in"];

    public static IEnumerable<(Lead Lead, Submission Submission)> Make(
        TenantId tenantId,
        IReadOnlyList<Guid> venues,
        DateTimeOffset now
    ) => Enumerable.Range(0, Count).Select(number => MakeOne(number, tenantId, venues, now));

    private static (Lead Lead, Submission Submission) MakeOne(
        int number,
        TenantId tenantId,
        IReadOnlyList<Guid> venues,
        DateTimeOffset now
    )
    {
        var voice = Voices[number % Voices.Length];
        var at = now - TimeSpan.FromMinutes(Spread(number, 1, 30 * 24 * 60));
        var source = Sources[Spread(number, 2, Sources.Length)];
        var phone = PhoneNumber.FromE164(voice.PhonePrefix + (20_000_000 + (number * 104_729 % 79_999_999)))!;
        var touch =
            source == "tiktok_leads"
                ? new Touch(at, source, FormId: "7643847475366904072", FormName: "Yaz kampanyası · عرض الصيف")
                : new Touch(at, source);
        var lead = Lead.Create(
            tenantId,
            new LeadDetails(
                $"{Pick(voice.FirstNames, number, 3)} {Pick(voice.LastNames, number, 4)}",
                EmailAddress.Parse($"lead{number:000}@example.com"),
                phone,
                phone.Value,
                touch,
                PickStatus(Spread(number, 5, 100)),
                VenueId: venues[number % venues.Count]
            ),
            at
        );
        var answers = new[] { new SubmittedAnswer(voice.Question, Pick(voice.Answers, number, 6)) };

        return (
            lead,
            Submission.Create(lead, touch, dedupeKey: null, externalId: null, answers, isTest: false, at, at)
        );
    }

    private static string PickStatus(int percent)
    {
        foreach (var (status, weight) in Statuses)
        {
            percent -= weight;
            if (percent < 0)
            {
                return status;
            }
        }

        return LeadStatus.New;
    }

    private static string Pick(string[] from, int number, int salt) => from[Spread(number, salt, from.Length)];

    // A fixed scatter instead of chance: everybody's demo is the same.
    private static int Spread(int number, int salt, int below) =>
        (int)((((uint)number * 2_654_435_761) ^ ((uint)salt * 40_503)) % 1_000_003 % (uint)below);

    private sealed record Voice(
        string[] FirstNames,
        string[] LastNames,
        string PhonePrefix,
        string Question,
        string[] Answers
    );
}
