using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.TikTokLeads;

internal static class TikTokLeadsProvider
{
    public const string Key = "tiktok_leads";

    /// <summary>Permissions are given to the app as a whole, so a connection asks for no scopes of its own.</summary>
    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "TikTok Lead Generation",
        Scopes: [],
        CredentialFields: [],
        HookKey: "tiktok-leadgen",
        // Sources disagree about it (tiktok-leadgen §4).
        MaySendUnsigned: true
    );
}
