using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Reads the profile behind a connected account. Asks only for what the granted scopes allow; the rest is null.</summary>
public interface IProfileReader : IProvider
{
    Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    );
}

public interface IVideoReader : IProvider
{
    /// <summary>Without it there is nothing to ask the provider for.</summary>
    string RequiredScope { get; }

    /// <summary>Whether this can be a cursor of the provider.</summary>
    bool IsCursor(string cursor);

    /// <param name="cursor">The provider's own, as the last page named it; null for the newest.</param>
    /// <param name="count">1 to the provider's limit (20).</param>
    Task<VideoPage> ReadVideosAsync(Secret accessToken, string? cursor, int count, CancellationToken cancellationToken);
}

public sealed record ProviderProfile(
    string? ExternalId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    string? ProfileLink,
    string? Bio,
    bool? IsVerified,
    long? FollowerCount,
    long? FollowingCount,
    long? LikesCount,
    long? VideoCount
) : ILimitedAnswer
{
    /// <summary>The provider's own name of the call.</summary>
    public string? RequestId { get; init; }

    public TimeSpan? RestFor { get; init; }
}

/// <summary>An answer that also tells how many calls are left.</summary>
public interface ILimitedAnswer
{
    /// <summary>None is left: the next one would be refused before this time is over. Null: nothing is known to be in the way.</summary>
    TimeSpan? RestFor { get; }
}

public sealed record VideoPage(IReadOnlyList<ProviderVideo> Videos, string? NextCursor, bool HasMore)
{
    /// <summary>The provider's own name of the call.</summary>
    public string? RequestId { get; init; }
}

/// <param name="Id">Text: longer than a double can hold.</param>
public sealed record ProviderVideo(
    string Id,
    string? Title,
    string? Description,
    string? CoverImageUrl,
    string? ShareUrl,
    int? DurationSeconds,
    long? ViewCount,
    long? LikeCount,
    long? CommentCount,
    long? ShareCount,
    DateTimeOffset? CreatedAt
);
