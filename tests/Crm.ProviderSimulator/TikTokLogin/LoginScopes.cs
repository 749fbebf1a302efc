namespace Crm.ProviderSimulator.TikTokLogin;

internal static class LoginScopes
{
    public const string VideoList = "video.list";

    /// <summary>Every scope of the simulated app, with the words the consent page uses.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["user.info.basic"] = "Read your profile info (avatar, display name)",
        ["user.info.profile"] = "Read access to profile_web_link, profile_deep_link, bio_description, is_verified",
        ["user.info.stats"] = "Read access to follower, likes and video counts",
        [VideoList] = "Read your public videos on TikTok",
    };

    public static readonly IReadOnlyDictionary<string, string> ByUserField = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["open_id"] = "user.info.basic",
        ["union_id"] = "user.info.basic",
        ["avatar_url"] = "user.info.basic",
        ["avatar_url_100"] = "user.info.basic",
        ["avatar_large_url"] = "user.info.basic",
        ["display_name"] = "user.info.basic",
        ["bio_description"] = "user.info.profile",
        ["profile_deep_link"] = "user.info.profile",
        ["profile_web_link"] = "user.info.profile",
        ["is_verified"] = "user.info.profile",
        ["username"] = "user.info.profile",
        ["follower_count"] = "user.info.stats",
        ["following_count"] = "user.info.stats",
        ["likes_count"] = "user.info.stats",
        ["video_count"] = "user.info.stats",
    };
}
