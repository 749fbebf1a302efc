using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>Login Kit and Display API v2 (docs/providers/tiktok.md). Every path ends with a slash; every status is read, because the body decides.</summary>
[AllowAnyStatusCode]
internal interface ITikTokApi
{
    [Post("v2/oauth/token/")]
    Task<Response<TikTokTokens>> TokenAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    /// <summary>Success has no body at all (tiktok-login-kit §3).</summary>
    [Post("v2/oauth/revoke/")]
    Task<Response<TikTokTokens>> RevokeAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [Get("v2/user/info/")]
    Task<Response<TikTokAnswer<TikTokUserData>>> GetUserAsync(
        [Header("Authorization")] string bearer,
        [Query("fields")] string fields,
        CancellationToken cancellationToken
    );

    [Post("v2/video/list/")]
    Task<Response<TikTokAnswer<TikTokVideoData>>> ListVideosAsync(
        [Header("Authorization")] string bearer,
        [Query("fields")] string fields,
        [Body] TikTokVideoQuery query,
        CancellationToken cancellationToken
    );
}

/// <summary>A token answer, or a flat OAuth error; which of them is told by its members, not by the status.</summary>
internal sealed record TikTokTokens(
    string? AccessToken,
    long? ExpiresIn,
    string? OpenId,
    string? RefreshToken,
    long? RefreshExpiresIn,
    string? Scope,
    string? Error,
    string? ErrorDescription,
    string? LogId
)
{
    public static readonly TikTokTokens Nothing = new(null, null, null, null, null, null, null, null, null);
}

/// <summary>Errors come in <see cref="Error"/>; the error page of TikTok's documentation also shows them bare.</summary>
internal sealed record TikTokAnswer<TData>(
    TData? Data,
    TikTokError? Error,
    string? Code,
    string? Message,
    string? LogId
)
    where TData : class;

internal sealed record TikTokError(string? Code, string? Message, string? LogId);

internal sealed record TikTokUserData(TikTokUser? User);

internal sealed record TikTokUser(
    string? OpenId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    string? ProfileDeepLink,
    string? BioDescription,
    bool? IsVerified,
    long? FollowerCount,
    long? FollowingCount,
    long? LikesCount,
    long? VideoCount
);

/// <param name="Cursor">Milliseconds; left out for the first page.</param>
internal sealed record TikTokVideoQuery(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Cursor,
    int MaxCount
);

internal sealed record TikTokVideoData(IReadOnlyList<TikTokVideo>? Videos, long? Cursor, bool HasMore);

/// <param name="CreateTime">Seconds, unlike the cursor.</param>
internal sealed record TikTokVideo(
    string Id,
    string? Title,
    string? VideoDescription,
    string? CoverImageUrl,
    string? ShareUrl,
    int? Duration,
    long? ViewCount,
    long? LikeCount,
    long? CommentCount,
    long? ShareCount,
    long? CreateTime
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TikTokTokens))]
[JsonSerializable(typeof(TikTokAnswer<TikTokUserData>))]
[JsonSerializable(typeof(TikTokAnswer<TikTokVideoData>))]
[JsonSerializable(typeof(TikTokVideoQuery))]
internal sealed partial class TikTokJson : JsonSerializerContext;
