using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.TikTok;

internal static class TikTokProvider
{
    public const string Key = "tiktok";
    public const string BasicScope = "user.info.basic";
    public const string ProfileScope = "user.info.profile";
    public const string StatsScope = "user.info.stats";
    public const string VideoScope = "video.list";

    public static readonly ProviderDescriptor Descriptor = new(
        Key,
        Aliases: [],
        DisplayName: "TikTok",
        Scopes: [BasicScope, ProfileScope, StatsScope, VideoScope],
        CredentialFields: [],
        // Login Kit has one webhook address for the whole app, none for a single account.
        HookKey: null
    );
}
