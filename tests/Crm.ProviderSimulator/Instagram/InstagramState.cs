using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>Switches of Instagram.</summary>
internal sealed record InstagramSettings
{
    /// <summary>How many status reads say IN_PROGRESS before an image is ready.</summary>
    public int ImagePolls { get; init; }

    public int VideoPolls { get; init; } = 2;

    /// <summary>New containers end in ERROR with this subcode, such as 2207082.</summary>
    public int? FailWith { get; init; }

    /// <summary>Addresses that begin so count as fetched; every other one is fetched for real.</summary>
    public IReadOnlyList<string> AllowedMedia { get; init; } = [];

    /// <summary>The token answer in the shape of the documentation, inside <c>data</c>; otherwise flat with a numeric id.</summary>
    public bool TokenInData { get; init; } = true;

    /// <summary>A refreshed token ends the one before; otherwise that lives on to its own end.</summary>
    public bool RefreshEndsOldToken { get; init; }

    public long CallsPerDay { get; init; } = 4800;
}

/// <summary>What is going to be a post. It is published once, and within a day.</summary>
internal sealed class Container(
    string id,
    string accountId,
    string mediaType,
    string? caption,
    bool isCarouselItem,
    int pollsUntilReady,
    int? failure,
    DateTimeOffset createdAt
)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private int polls;

    public string Id => id;

    public string AccountId => accountId;

    public string MediaType => mediaType;

    public string? Caption => caption;

    public bool IsCarouselItem => isCarouselItem;

    public DateTimeOffset CreatedAt => createdAt;

    public int? Failure => failure;

    public string? MediaId { get; set; }

    public void Poll() => Interlocked.Increment(ref polls);

    public string Status(DateTimeOffset now) =>
        MediaId is not null ? "PUBLISHED"
        : now - createdAt >= Life ? "EXPIRED"
        : Volatile.Read(ref polls) < pollsUntilReady ? "IN_PROGRESS"
        : failure is not null ? "ERROR"
        : "FINISHED";
}

internal sealed record Post(string Id, string AccountId, string MediaType, string? Caption, DateTimeOffset PublishedAt);

internal sealed class InstagramState
{
    public ConcurrentDictionary<string, Container> Containers { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Post> Posts { get; } = new(StringComparer.Ordinal);

    public Switches<InstagramSettings> Settings { get; } = new();

    public Lock Publishing { get; } = new();

    public IReadOnlyList<Post> PostsOf(string accountId) =>
        [
            .. Posts
                .Values.Where(post => post.AccountId == accountId)
                .OrderByDescending(post => post.PublishedAt)
                .ThenByDescending(post => post.Id, StringComparer.Ordinal),
        ];

    public void Reset()
    {
        Containers.Clear();
        Posts.Clear();
        Settings.Reset();
    }
}
