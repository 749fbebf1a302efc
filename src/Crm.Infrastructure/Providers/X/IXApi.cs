using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.X;

/// <summary>API v2 (docs/providers/x.md). Every status is read, because the body says more.</summary>
[AllowAnyStatusCode]
internal interface IXApi
{
    [Post("2/oauth2/token")]
    Task<Response<XTokens>> TokenAsync(
        [Header("Authorization")] string basic,
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [Post("2/oauth2/revoke")]
    Task<Response<XTokens>> RevokeAsync(
        [Header("Authorization")] string basic,
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [Post("1.1/oauth/invalidate_token.json")]
    Task<Response<XTokens>> InvalidateAsync(
        [Header("Authorization")] string authorization,
        CancellationToken cancellationToken
    );

    [Get("2/users/me")]
    Task<Response<XAnswer<XUser>>> GetMeAsync(
        [Header("Authorization")] string authorization,
        [Query("user.fields")] string fields,
        CancellationToken cancellationToken
    );

    [Post("2/tweets")]
    Task<Response<XAnswer<XPost>>> PostAsync(
        [Header("Authorization")] string authorization,
        [Body] XNewPost post,
        CancellationToken cancellationToken
    );

    /// <summary>The newest posts of a user, answers included.</summary>
    [Get("2/users/{userId}/tweets")]
    Task<Response<XAnswer<IReadOnlyList<XPost>>>> GetPostsAsync(
        [Header("Authorization")] string authorization,
        [Path] string userId,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );

    [Get("2/tweets")]
    Task<Response<XAnswer<IReadOnlyList<XPost>>>> GetManyAsync(
        [Header("Authorization")] string authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );

    [Post("2/media/upload")]
    Task<Response<XAnswer<XMedia>>> UploadAsync(
        [Header("Authorization")] string authorization,
        [Body] HttpContent form,
        CancellationToken cancellationToken
    );

    [Post("2/media/upload/initialize")]
    Task<Response<XAnswer<XMedia>>> InitializeAsync(
        [Header("Authorization")] string authorization,
        [Body] XNewUpload upload,
        CancellationToken cancellationToken
    );

    [Post("2/media/upload/{mediaId}/append")]
    Task<Response<XAnswer<XMedia>>> AppendAsync(
        [Header("Authorization")] string authorization,
        [Path] string mediaId,
        [Body] HttpContent form,
        CancellationToken cancellationToken
    );

    [Post("2/media/upload/{mediaId}/finalize")]
    Task<Response<XAnswer<XMedia>>> FinalizeAsync(
        [Header("Authorization")] string authorization,
        [Path] string mediaId,
        CancellationToken cancellationToken
    );

    [Post("2/media/metadata")]
    Task<Response<XAnswer<XMedia>>> DescribeAsync(
        [Header("Authorization")] string authorization,
        [Body] XMediaText text,
        CancellationToken cancellationToken
    );

    [Get("2/media/upload")]
    Task<Response<XAnswer<XMedia>>> GetUploadAsync(
        [Header("Authorization")] string authorization,
        [QueryMap] IDictionary<string, string> query,
        CancellationToken cancellationToken
    );
}

/// <summary>A token answer or an OAuth error; the older calls list theirs in <see cref="Errors"/>.</summary>
internal sealed record XTokens(
    string? AccessToken,
    long? ExpiresIn,
    string? RefreshToken,
    string? Scope,
    string? Error,
    string? ErrorDescription,
    IReadOnlyList<XError>? Errors
)
{
    public override string ToString() => "•••";
}

/// <summary>Data, a problem, or both: a 200 may carry errors beside data.</summary>
internal sealed record XAnswer<TData>(
    TData? Data,
    string? Type,
    string? Title,
    string? Detail,
    IReadOnlyList<XError>? Errors
)
    where TData : class
{
    /// <summary>Beside a list.</summary>
    public XMeta? Meta { get; init; }
}

internal sealed record XMeta(string? NextToken);

internal sealed record XError(int? Code, string? Message, string? Type, string? Title, string? Detail);

internal sealed record XUser(
    string? Id,
    string? Name,
    string? Username,
    string? Description,
    string? ProfileImageUrl,
    bool? Verified,
    XUserMetrics? PublicMetrics
);

internal sealed record XUserMetrics(long? FollowersCount, long? FollowingCount, long? LikeCount);

internal sealed record XNewPost(string? Text, XPostMedia? Media, XReply? Reply);

internal sealed record XPostMedia(IReadOnlyList<string> MediaIds);

internal sealed record XReply(string InReplyToTweetId);

/// <param name="Text">As it is shown: links are short ones, media end it with another.</param>
internal sealed record XPost(
    string? Id,
    string? Text,
    DateTimeOffset? CreatedAt,
    XPostMetrics? PublicMetrics,
    XEntities? Entities
);

internal sealed record XEntities(IReadOnlyList<XUrl>? Urls);

/// <param name="Url">The short one.</param>
internal sealed record XUrl(string? Url, string? ExpandedUrl);

internal sealed record XPostMetrics(long? ImpressionCount, long? LikeCount, long? ReplyCount, long? RetweetCount);

internal sealed record XNewUpload(string MediaType, long TotalBytes, string MediaCategory);

internal sealed record XMediaText(string Id, XMediaMetadata Metadata);

internal sealed record XMediaMetadata(XAltText AltText);

internal sealed record XAltText(string Text);

/// <param name="ProcessingInfo">Absent: ready.</param>
internal sealed record XMedia(string? Id, XProcessing? ProcessingInfo);

/// <param name="State">pending, in_progress, failed or succeeded.</param>
internal sealed record XProcessing(string? State, int? CheckAfterSecs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(XTokens))]
[JsonSerializable(typeof(XAnswer<XUser>))]
[JsonSerializable(typeof(XAnswer<XPost>))]
[JsonSerializable(typeof(XAnswer<IReadOnlyList<XPost>>))]
[JsonSerializable(typeof(XAnswer<XMedia>))]
[JsonSerializable(typeof(XNewPost))]
[JsonSerializable(typeof(XNewUpload))]
[JsonSerializable(typeof(XMediaText))]
internal sealed partial class XJson : JsonSerializerContext;
