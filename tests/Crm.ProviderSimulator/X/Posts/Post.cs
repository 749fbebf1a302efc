using System.Globalization;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.Posts;

/// <param name="Text">As it is shown: with short links.</param>
/// <param name="Sent">As it came in.</param>
internal sealed record Post(
    string Id,
    XUser Author,
    string Text,
    string Sent,
    IReadOnlyList<string> MediaIds,
    string? ReplyTo,
    DateTimeOffset CreatedAt
)
{
    public PostMetrics Metrics { get; set; } = new(0, 0);
}

/// <summary>How often it was seen and liked.</summary>
internal sealed record PostMetrics(long Views, long Likes);

/// <summary>All posts, by time of creation. Deleted ones are gone and may be posted again.</summary>
internal sealed class PostStore(TimeProvider clock, Switches<XSettings> settings)
{
    // Ids hold the milliseconds since this day, as X's do: they grow, and lie above 2^53.
    private static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeMilliseconds(1_288_834_974_657);

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, Post> posts = [];
    private long lastId;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return posts.Count;
            }
        }
    }

    /// <summary>Null when the user has a post of the same text.</summary>
    public Post? TryAdd(XUser author, string text, IReadOnlyList<string> mediaIds, string? replyTo = null)
    {
        lock (gate)
        {
            var refusesSame = text.Length > 0 && !settings.Current.TakesSameText;
            if (refusesSame && posts.Values.Any(post => post.Author.Id == author.Id && post.Sent == text))
            {
                return null;
            }

            var now = clock.GetUtcNow();
            lastId = Math.Max(lastId + 1, (long)(now - Epoch).TotalMilliseconds << 22);
            var shown = TextLinks.Shorten(text);
            // A post with media ends with a link to it.
            shown = mediaIds.Count > 0 ? $"{shown} {TextLinks.NewShortLink()}".TrimStart() : shown;
            var post = new Post($"{lastId}", author, shown, text, mediaIds, replyTo, now);
            posts[lastId] = post;
            return post;
        }
    }

    public Post? Find(string id)
    {
        lock (gate)
        {
            return
                long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && posts.TryGetValue(number, out var post)
                ? post
                : null;
        }
    }

    public bool Delete(Post post)
    {
        lock (gate)
        {
            return posts.Remove(long.Parse(post.Id, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Post> Of(string userId)
    {
        lock (gate)
        {
            return [.. posts.Values.Where(post => post.Author.Id == userId).Reverse()];
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            posts.Clear();
        }
    }
}
