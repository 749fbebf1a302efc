using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.LinkedIn.Login;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.LinkedIn;

/// <summary>An app and what LinkedIn approved it for.</summary>
/// <param name="Scopes">Of the products that were added to it.</param>
/// <param name="RefreshEnabled">Few apps get refresh tokens.</param>
internal sealed record LinkedInApp(OAuthClient Client, IReadOnlyList<string> Scopes, bool RefreshEnabled);

/// <summary>Switches of this provider.</summary>
/// <param name="Versions">What LinkedIn-Version may be; a version lives about a year.</param>
/// <param name="WithoutPostId">Posts are made, but the answer does not tell their URN.</param>
/// <param name="DuplicateNamesPerson">The refusal of a duplicate names the member instead of the post.</param>
internal sealed record LinkedInSettings(
    IReadOnlyList<string> Versions,
    int PostsPerDay = 150,
    bool WithoutPostId = false,
    bool DuplicateNamesPerson = false
);

internal sealed class LinkedInState(CrmAddress crm)
{
    public const string DemoClientId = "li_demo_client";
    public const string DemoSecret = "li_demo_secret";

    private static readonly LinkedInSettings FirstSettings = new([
        "202510",
        "202511",
        "202512",
        "202601",
        "202602",
        "202603",
        "202604",
        "202605",
        "202606",
        "202607",
        "202608",
        "202609",
    ]);

    public ConcurrentDictionary<string, LinkedInApp> Apps { get; } =
        new(StringComparer.Ordinal) { [DemoClientId] = Demo(crm) };

    public LinkedInSettings Settings { get; set; } = FirstSettings;

    public void Reset()
    {
        Settings = FirstSettings;
        Apps.Clear();
        Apps[DemoClientId] = Demo(crm);
    }

    private static LinkedInApp Demo(CrmAddress crm) =>
        new(
            new(DemoClientId, DemoSecret, [crm.Callback("linkedin")], "Crm Demo"),
            [.. LinkedInScopes.All.Keys],
            RefreshEnabled: false
        );
}
