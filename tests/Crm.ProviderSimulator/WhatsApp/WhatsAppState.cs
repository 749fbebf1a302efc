using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Switches of WhatsApp.</summary>
internal sealed record WhatsAppSettings
{
    /// <summary>One message to one person in so many seconds; 0 switches it off.</summary>
    public int PairSeconds { get; init; } = 6;

    public int MessagesPerSecond { get; init; } = 80;

    /// <summary>A closed window is accepted and fails later by status instead of at once.</summary>
    public bool WindowErrorLater { get; init; }

    /// <summary>Statuses every accepted message goes through by itself.</summary>
    public IReadOnlyList<string> AutoStatuses { get; init; } = [];

    /// <summary>Those statuses arrive before the answer to the send call.</summary>
    public bool StatusBeforeAnswer { get; init; }

    /// <summary>Where they go; whoever is subscribed when absent.</summary>
    public Uri? StatusTarget { get; init; }
}

internal sealed class WhatsAppState
{
    public const string DemoAccount = "1004000000000001";
    public const string DemoNumber = "1006000000000001";
    public const string TestNumber = "1006000000000002";
    public const string DemoPerson = "905551112233";

    public WhatsAppState() => Reset();

    public ConcurrentDictionary<string, BusinessAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, PhoneNumber> Numbers { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Template> Templates { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, SentMessage> Sent { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, StoredMedia> Media { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of inbound messages that were marked as read.</summary>
    public ConcurrentDictionary<string, bool> Inbound { get; } = new(StringComparer.Ordinal);

    public Switches<WhatsAppSettings> Settings { get; } = new();

    public BusinessAccount AccountOf(PhoneNumber number) => Accounts[number.AccountId];

    public IEnumerable<Template> TemplatesOf(string accountId) =>
        Templates
            .Values.Where(template => template.AccountId == accountId)
            .OrderBy(template => template.Id, StringComparer.Ordinal);

    public void Reset()
    {
        Accounts.Clear();
        Numbers.Clear();
        Templates.Clear();
        Sent.Clear();
        Media.Clear();
        Inbound.Clear();
        Settings.Reset();
        Accounts[DemoAccount] = new(DemoAccount, MetaState.DemoBusiness, "Ayşe'nin Kafesi");
        Numbers[DemoNumber] = new(DemoNumber, DemoAccount, "+90 555 000 00 01", "Ayşe'nin Kafesi", []);
        Numbers[TestNumber] = new(
            TestNumber,
            DemoAccount,
            "+1 555 000 0002",
            "Test Number",
            [DemoPerson],
            PhoneNumber.Sandbox
        );
        Add("1007000000000001", "hello_world", "en_US", "UTILITY", """[{"type":"BODY","text":"Hello World"}]""");
        Add(
            "1007000000000002",
            "order_ready",
            "tr",
            "UTILITY",
            """
            [{"type":"BODY","text":"Merhaba {{1}}, {{2}} numaralı siparişiniz hazır."},
             {"type":"BUTTONS","buttons":[{"type":"URL","text":"Takip et","url":"https://example.com/o/{{1}}"},
              {"type":"QUICK_REPLY","text":"Dur"}]}]
            """
        );
        Add(
            "1007000000000003",
            "login_code",
            "tr",
            Template.Authentication,
            """[{"type":"BODY","text":"Kodunuz {{1}}"}]"""
        );
        Add(
            "1007000000000004",
            "summer_offer",
            "tr",
            "MARKETING",
            """[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Merhaba {{first_name}}, yaz indirimi!"}]"""
        );
    }

    private void Add(string id, string name, string language, string category, string components) =>
        Templates[id] = new(id, DemoAccount, name, language, category, JsonNode.Parse(components)!.AsArray());
}
