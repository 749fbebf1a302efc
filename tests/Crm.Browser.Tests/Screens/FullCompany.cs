using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;

namespace Crm.Browser.Tests.Screens;

/// <summary>A company in which every screen has something to show.</summary>
internal sealed record FullCompany(
    SignedIn Owner,
    Guid LeadId,
    Guid AccountId,
    Guid PostId,
    Guid TokenId,
    Guid VenueId,
    Guid TenantId
)
{
    private static readonly string[] Tags = ["VIP", "مهم"];
    private static readonly string[] Read = ["read"];

    private static readonly (string Name, string Status, string Source)[] People =
    [
        ("İSMAİL Yıldırım", "new", "manual"),
        ("Işıl Çağlayan", "contacted", "website"),
        ("محمد الأحمد", "new", "whatsapp"),
        ("فاطمة الزهراء بنت عبد الرحمن", "qualified", "meta_leads"),
        ("Zoë O’Brien-Çelik", "won", "google_ads"),
        ("Mohammed (محمد) Al-Sayed", "lost", "tiktok_leads"),
    ];

    public static async Task<FullCompany> CreateAsync(AppServer app)
    {
        var owner = await app.Server.RegisterTenantAsync();
        var venue = await IdAsync(owner, "/api/v1/venues", new { name = "Lobi & Kafe", externalId = "lobby" });
        await IdAsync(owner, "/api/v1/venues", new { name = "المقهى الرئيسي" });
        var leads = new List<Guid>();
        foreach (var (person, index) in People.Select((person, index) => (person, index)))
        {
            leads.Add(
                await IdAsync(
                    owner,
                    "/api/v1/leads",
                    new
                    {
                        fullName = person.Name,
                        email = $"kisi{index}@ornek.example",
                        phone = $"053212345{index:00}",
                        status = person.Status,
                        source = person.Source,
                        tags = Tags,
                        note = "Arayacak. سيعاود الاتصال.",
                    }
                )
            );
        }

        await IdAsync(
            owner,
            "/api/v1/hotspot-users",
            new
            {
                venueId = "lobby",
                fullName = "Gül Şen",
                phone = "05321234599",
                marketingConsent = new { granted = true, text = "Kampanyaları bana yazın." },
            }
        );
        var token = await IdAsync(owner, "/api/v1/api-tokens", new { name = "Wi-Fi", permissions = Read });
        var account = await app.Platforms.ConnectXAsync(owner);
        var post = await IdAsync(
            owner,
            "/api/v1/posts",
            new
            {
                accountIds = new[] { account },
                text = "Yeni menümüz hazır! قائمتنا الجديدة جاهزة ☕",
                publishLocal = new { time = "2027-01-15T09:00" },
            }
        );
        await IdAsync(owner, "/api/v1/posts", new { accountIds = new[] { account }, text = "Günaydın" });

        return new(owner, leads[3], account, post, token, venue, owner.TenantId);
    }

    private static async Task<Guid> IdAsync(SignedIn owner, string path, object body)
    {
        using var answer = await owner.Client.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");

        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
