namespace Crm.ProviderSimulator.X;

internal static class XScopes
{
    public const string TweetRead = "tweet.read";
    public const string TweetWrite = "tweet.write";
    public const string UsersRead = "users.read";
    public const string MediaWrite = "media.write";
    public const string OfflineAccess = "offline.access";

    /// <summary>With the words of the consent page.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        [TweetRead] = "See posts that you can see",
        [TweetWrite] = "Post and delete posts for you",
        [UsersRead] = "See your profile",
        [MediaWrite] = "Upload media for you",
        [OfflineAccess] = "Stay connected until you revoke the access",
        ["users.email"] = "See your e-mail address",
        ["tweet.moderate.write"] = "Hide and unhide replies to your posts",
        ["follows.read"] = "See whom you follow",
        ["follows.write"] = "Follow and unfollow for you",
        ["like.read"] = "See what you like",
        ["like.write"] = "Like for you",
        ["list.read"] = "See your lists",
        ["list.write"] = "Change your lists",
        ["mute.read"] = "See whom you mute",
        ["mute.write"] = "Mute for you",
        ["block.read"] = "See whom you block",
        ["block.write"] = "Block for you",
        ["bookmark.read"] = "See your bookmarks",
        ["bookmark.write"] = "Bookmark for you",
        ["space.read"] = "See your Spaces",
        ["dm.read"] = "Read your messages",
        ["dm.write"] = "Send messages for you",
    };
}
