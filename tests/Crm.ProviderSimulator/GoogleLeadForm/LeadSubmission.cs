using Crm.ProviderSimulator.GoogleLeadForm.Ads;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal sealed record FormAnswer(string ColumnId, string Value, string? ColumnName = null);

internal static class KeyModes
{
    public const string Right = "right";
    public const string Wrong = "wrong";
    public const string Missing = "missing";
    public const string Empty = "empty";

    /// <summary>The right key in <c>Google_key</c>, as the documentation's test samples write it.</summary>
    public const string Capitalised = "capitalised";

    public static readonly IReadOnlyList<string> All = [Right, Wrong, Missing, Empty, Capitalised];
}

/// <summary>Somebody fills in the lead form of an ad; Google posts it to the advertiser's address.</summary>
/// <param name="Target">The address typed into the form.</param>
/// <param name="Key">The key typed into the form.</param>
/// <param name="IsTest">"Send test data": tiny ids, and the same lead id each time.</param>
/// <param name="Times">How often the same body is sent.</param>
/// <param name="Count">How many leads are submitted; each has its own id and is posted by itself.</param>
/// <param name="NewestFirst">The leads arrive in reverse order.</param>
/// <param name="BigIds">Ids above 2^53, which no double holds.</param>
internal sealed record LeadSubmission(
    Uri Target,
    string Key,
    string KeyMode = KeyModes.Right,
    string? LeadId = null,
    bool IsTest = false,
    IReadOnlyList<FormAnswer>? Answers = null,
    int Times = 1,
    int Count = 1,
    bool NewestFirst = false,
    bool UnknownFields = false,
    bool WithoutColumnNames = false,
    bool BigIds = false,
    bool IdsAsText = false,
    long? FormId = null,
    long? CampaignId = null,
    string CustomerId = AdsCustomers.DemoCustomer,
    int DelayMs = 0
);
