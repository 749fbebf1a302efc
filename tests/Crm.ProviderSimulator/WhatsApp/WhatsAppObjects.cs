using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>A WhatsApp business account (WABA).</summary>
internal sealed record BusinessAccount(string Id, string BusinessId, string Name);

/// <param name="AccountMode">LIVE, or SANDBOX: a test number that reaches its allow list only.</param>
internal sealed record PhoneNumber(
    string Id,
    string AccountId,
    string DisplayPhoneNumber,
    string VerifiedName,
    IReadOnlyList<string> AllowList,
    string AccountMode = PhoneNumber.Live,
    string QualityRating = "GREEN",
    bool IsRegistered = true
)
{
    public const string Live = "LIVE";
    public const string Sandbox = "SANDBOX";

    public string Digits => new([.. DisplayPhoneNumber.Where(char.IsAsciiDigit)]);
}

/// <summary>Somebody with WhatsApp. With a user name the phone number is hidden from businesses.</summary>
/// <param name="UserId">The business-scoped user id (BSUID).</param>
/// <param name="RefusalCode">Every message to them fails with it: not on WhatsApp, opted out and so on.</param>
internal sealed record Person(
    string WaId,
    string UserId,
    string Name,
    string? Username = null,
    bool HidesPhone = false,
    int? RefusalCode = null
);

internal sealed record Template(
    string Id,
    string AccountId,
    string Name,
    string Language,
    string Category,
    JsonArray Components,
    string Status = Template.Approved
)
{
    public const string Approved = "APPROVED";
    public const string Pending = "PENDING";
    public const string Paused = "PAUSED";
    public const string Disabled = "DISABLED";

    public static readonly IReadOnlyList<string> Statuses = [Approved, Pending, "REJECTED", Paused, Disabled];
    public static readonly IReadOnlyList<string> Categories = ["MARKETING", "UTILITY", Authentication];

    public const string Authentication = "AUTHENTICATION";
}

/// <summary>A message that was accepted. Nobody receives it when the recipient was written in the wrong member.</summary>
internal sealed record SentMessage(
    string Id,
    PhoneNumber Number,
    Person? Recipient,
    string Type,
    string? CallbackData,
    string Body,
    DateTimeOffset AcceptedAt
);

/// <summary>Bytes with an id; the address they are fetched from lives five minutes.</summary>
internal sealed record StoredMedia(string Id, string AccountId, string MimeType, byte[] Bytes, DateTimeOffset EndsAt);
