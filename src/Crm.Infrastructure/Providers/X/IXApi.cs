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
    where TData : class;

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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(XTokens))]
[JsonSerializable(typeof(XAnswer<XUser>))]
internal sealed partial class XJson : JsonSerializerContext;
