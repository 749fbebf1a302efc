using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Switches of what the three products share.</summary>
internal sealed record MetaSettings
{
    /// <summary>The answer of the long-lived exchange lacks its <c>expires_in</c>, as some clients have seen.</summary>
    public bool OmitsExpiresIn { get; init; }
}

/// <summary>What Instagram, WhatsApp and lead ads share: apps, people and Pages.</summary>
internal sealed class MetaState
{
    public const string DemoBusiness = "1003000000000001";
    public const string DemoUser = "1002000000000001";
    public const string DemoPage = "1001000000000001";
    public const string SecondPage = "1001000000000002";
    public const string DemoInstagram = "17841400000000001";

    private static readonly string[] Subscribable = ["page", "instagram", "whatsapp_business_account"];

    private readonly CrmAddress crm;

    public MetaState(CrmAddress crm)
    {
        this.crm = crm;
        Reset();
    }

    public IReadOnlySet<string> Versions { get; } =
        Enumerable.Range(20, 8).Select(number => $"v{number}.0").ToHashSet(StringComparer.Ordinal);

    public Switches<MetaSettings> Settings { get; } = new();

    public ConcurrentDictionary<string, MetaApp> Apps { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, MetaUser> Users { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, MetaPage> Pages { get; } = new(StringComparer.Ordinal);

    public void Reset()
    {
        Settings.Reset();
        Apps.Clear();
        Users.Clear();
        Pages.Clear();
        Users[DemoUser] = new(DemoUser, "Ayşe Yılmaz");
        AddPage(DemoPage, "Ayşe'nin Kafesi", DemoInstagram);
        AddPage(SecondPage, "متجر فاطمة", null);

        string[] redirects = [crm.Callback("instagram"), crm.Callback("meta_leads"), crm.Callback("whatsapp")];
        var app = new MetaApp(
            MetaApp.DemoId,
            "Crm demo",
            "app_secret_demo",
            MetaApp.DemoInstagramId,
            "ig_app_secret_demo",
            redirects
        );
        foreach (var subscribable in Subscribable)
        {
            app.Subscriptions[subscribable] = new(
                subscribable,
                new(crm.Webhook(MetaProvider.Name)),
                MetaApp.DemoVerifyToken,
                ["leadgen", "messages", "comments", "message_template_status_update", "account_update"]
            );
        }

        Apps[app.Id] = app;
    }

    private void AddPage(string id, string name, string? instagramId) =>
        Pages[id] = new(
            id,
            name,
            DemoBusiness,
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [DemoUser] = MetaPage.AllTasks },
            instagramId
        );
}
