namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed record BusinessApp(string AppId, string Secret, IReadOnlyList<string> RedirectUris)
{
    public const string DemoId = "7000000000000000000";
}

/// <summary>Permissions travel as numbers; these are the simulator's own numbers for them.</summary>
internal static class BusinessScopes
{
    public const int AccountInformation = 1;
    public const int InstantPages = 2;
    public const int LeadsRetrieval = 3;
    public const int TestLeads = 4;

    public static readonly IReadOnlyDictionary<int, string> All = new Dictionary<int, string>
    {
        [AccountInformation] = "Ad Account Information",
        [InstantPages] = "Instant Page Management",
        [LeadsRetrieval] = "Lead Management: Leads Retrieval",
        [TestLeads] = "Lead Management: Test Leads",
    };
}
