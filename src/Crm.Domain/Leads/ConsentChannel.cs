namespace Crm.Domain.Leads;

/// <summary>Ways in which somebody may agree to be contacted.</summary>
public static class ConsentChannel
{
    public const string Sms = "sms";
    public const string Call = "call";
    public const string Email = "email";
    public const string WhatsApp = "whatsapp";

    public static readonly IReadOnlyList<string> All = [Sms, Call, Email, WhatsApp];
}
