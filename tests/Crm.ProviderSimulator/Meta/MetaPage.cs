namespace Crm.ProviderSimulator.Meta;

internal sealed record MetaUser(string Id, string Name);

/// <summary>A Page with the people who work on it.</summary>
/// <param name="People">The tasks of each user; without one a user's Page token is dead.</param>
/// <param name="LeadsAccess">everyone, or what Leads Access Manager leaves: no_app or no_person</param>
/// <param name="AllowsApps">The Page owner's switch for the app platform; off, nothing is delivered.</param>
internal sealed record MetaPage(
    string Id,
    string Name,
    string BusinessId,
    IReadOnlyDictionary<string, IReadOnlyList<string>> People,
    string? InstagramId = null,
    string LeadsAccess = MetaPage.Everyone,
    bool AllowsApps = true
)
{
    public const string Everyone = "everyone";
    public const string NoApp = "no_app";
    public const string NoPerson = "no_person";

    public static readonly IReadOnlyList<string> AllTasks =
    [
        "ADVERTISE",
        "ANALYZE",
        "CREATE_CONTENT",
        "MESSAGING",
        "MODERATE",
        "MANAGE",
    ];
}
