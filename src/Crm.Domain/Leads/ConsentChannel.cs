namespace Crm.Domain.Leads;

/// <summary>Ways in which somebody may agree to be contacted.</summary>
public static class ConsentChannel
{
    public const string Sms = "sms";
    public const string Call = "call";
    public const string Email = "email";
    public const string WhatsApp = "whatsapp";

    public static readonly IReadOnlyList<string> All = [Sms, Call, Email, WhatsApp];

    private static readonly (string Part, string Channel)[] Names =
    [
        (WhatsApp, WhatsApp),
        (Sms, Sms),
        (Email, Email),
        ("eposta", Email),
        ("phone", Call),
        (Call, Call),
        ("arama", Call),
    ];

    /// <param name="name">Letters alone, in lower case.</param>
    /// <returns>Null: it says nothing of a channel.</returns>
    public static string? NamedBy(string name) =>
        Array.Find(Names, known => name.Contains(known.Part, StringComparison.Ordinal)).Channel;
}
