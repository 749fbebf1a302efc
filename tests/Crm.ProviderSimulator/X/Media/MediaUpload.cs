using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.X.Media;

/// <summary>What a category of media may be.</summary>
internal sealed record MediaCategory(string Name, long MostBytes, IReadOnlyList<string> Types)
{
    private const long Megabyte = 1024 * 1024;

    public static readonly MediaCategory Image = new(
        "tweet_image",
        5 * Megabyte,
        ["image/jpeg", "image/png", "image/gif", "image/webp"]
    );

    public static readonly MediaCategory Gif = new("tweet_gif", 15 * Megabyte, ["image/gif"]);

    public static readonly MediaCategory Video = new("tweet_video", 512 * Megabyte, ["video/mp4", "video/quicktime"]);

    public static MediaCategory? Find(string? name) =>
        ((MediaCategory[])[Image, Gif, Video]).FirstOrDefault(found => found.Name == name);
}

/// <summary>One upload. Its bytes are counted, not kept.</summary>
internal sealed class MediaUpload(string id, XUser owner, MediaCategory category, long totalBytes)
{
    public string Id => id;

    public XUser Owner => owner;

    public MediaCategory Category => category;

    public long TotalBytes => totalBytes;

    public SortedDictionary<int, long> Segments { get; } = [];

    /// <summary>Null until it is finalized.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>What it shows, for those who cannot see it.</summary>
    public string? AltText { get; set; }

    public bool IsComplete =>
        Segments.Values.Sum() == totalBytes && Segments.Keys.SequenceEqual(Enumerable.Range(0, Segments.Count));
}

internal sealed class MediaUploads(TimeProvider clock)
{
    private const long FirstId = 1_880_000_000_000_000_000;

    private readonly ConcurrentDictionary<string, MediaUpload> uploads = new(StringComparer.Ordinal);
    private long lastId = FirstId;

    public MediaUpload Add(XUser owner, MediaCategory category, long totalBytes)
    {
        var id = $"{Interlocked.Increment(ref lastId)}";
        return uploads[id] = new(id, owner, category, totalBytes);
    }

    /// <summary>Only its owner sees an upload.</summary>
    public MediaUpload? Find(string? id, XUser owner) =>
        id is not null && uploads.TryGetValue(id, out var upload) && upload.Owner.Id == owner.Id ? upload : null;

    /// <summary>Why a post cannot have these media; null when it can.</summary>
    public string? Problem(IReadOnlyList<string> ids, XUser owner)
    {
        var media = ids.Select(id => Find(id, owner)).ToList();
        return media.Any(upload => upload is null) ? "an id is unknown or belongs to another user"
            : media.Any(upload => upload!.ReadyAt is null || upload.ReadyAt > clock.GetUtcNow())
                ? "an upload is not finished or not processed yet"
            : media.Count > 1 && media.Any(upload => upload!.Category != MediaCategory.Image)
                ? "a post has up to four images, or one GIF, or one video"
            : null;
    }

    public void Reset() => uploads.Clear();
}
