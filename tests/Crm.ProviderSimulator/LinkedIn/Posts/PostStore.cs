using System.Collections.Concurrent;
using System.Globalization;

namespace Crm.ProviderSimulator.LinkedIn.Posts;

internal sealed class PostStore(TimeProvider clock)
{
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UploadLife = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly List<Post> posts = [];
    private readonly Dictionary<(string Member, DateOnly Day), int> calls = [];
    private long lastId = 7_400_000_000_000_000_001;

    public ConcurrentDictionary<string, PostImage> Images { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Post> All
    {
        get
        {
            lock (gate)
            {
                return [.. posts];
            }
        }
    }

    /// <summary>Days are those of UTC; every call counts, whatever becomes of it.</summary>
    public bool CountCall(string member, int limit)
    {
        var key = (member, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        lock (gate)
        {
            var count = calls.GetValueOrDefault(key) + 1;
            calls[key] = count;
            return count <= limit;
        }
    }

    /// <summary>The new post, or the one whose text it repeats.</summary>
    public (Post? Made, Post? Duplicate) Add(PostDraft draft)
    {
        var (text, wasCut) = LittleText.Read(draft.Commentary);
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var duplicate = posts.FindLast(post =>
                !post.Deleted
                && post.Draft.Author == draft.Author
                && post.Draft.Commentary == draft.Commentary
                && now - post.CreatedAt < DuplicateWindow
            );
            if (duplicate is not null)
            {
                return (null, duplicate);
            }

            var kind = draft.ImageUrns.Count > 1 ? "ugcPost" : "share";
            var post = new Post($"urn:li:{kind}:{NextId()}", draft, text, wasCut, now);
            posts.Add(post);
            return (post, null);
        }
    }

    /// <summary>Deleted ones too.</summary>
    public Post? Find(string urn)
    {
        lock (gate)
        {
            return posts.Find(post => post.Urn == urn);
        }
    }

    public void Change(string urn, Func<Post, Post> change)
    {
        lock (gate)
        {
            var index = posts.FindIndex(post => post.Urn == urn);
            posts[index] = change(posts[index]);
        }
    }

    public PostImage AddImage(string owner)
    {
        lock (gate)
        {
            var urn = $"urn:li:image:C4E{NextId()}";
            return Images[urn] = new(urn, owner, clock.GetUtcNow() + UploadLife);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            posts.Clear();
            calls.Clear();
            Images.Clear();
        }
    }

    // Steps that leave no id that a double could hold.
    private string NextId()
    {
        lastId += 2_097_154;
        return lastId.ToString(CultureInfo.InvariantCulture);
    }
}
