using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>Login (docs/providers/linkedin.md). Every status is read, because the body says more.</summary>
[AllowAnyStatusCode]
internal interface ILinkedInLogin
{
    [Post("oauth/v2/accessToken")]
    Task<Response<LinkedInTokens>> TokenAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    [Post("oauth/v2/introspectToken")]
    Task<Response<LinkedInToken>> IntrospectAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );

    /// <summary>Success may have no body.</summary>
    [Post("oauth/v2/revoke")]
    Task<Response<string>> RevokeAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );
}

/// <summary>The part of the API that has no version.</summary>
[AllowAnyStatusCode]
internal interface ILinkedInApi
{
    [Get("v2/userinfo")]
    Task<Response<LinkedInMember>> GetMemberAsync(
        [Header("Authorization")] string bearer,
        CancellationToken cancellationToken
    );
}

internal sealed record LinkedInTokens(
    string? AccessToken,
    long? ExpiresIn,
    string? RefreshToken,
    long? RefreshTokenExpiresIn,
    string? Scope,
    string? Error,
    string? ErrorDescription
)
{
    public override string ToString() => "•••";
}

/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="Status"><c>active</c>, <c>expired</c> or <c>revoked</c>.</param>
internal sealed record LinkedInToken(
    bool? Active,
    string? Status,
    long? ExpiresAt,
    string? Scope,
    string? Error,
    string? ErrorDescription
);

/// <summary>A member, or the error that came instead; OpenID's names have underscores, the errors' have none.</summary>
internal sealed record LinkedInMember(
    string? Sub,
    string? Name,
    string? Picture,
    string? Code,
    string? Message,
    [property: JsonPropertyName("serviceErrorCode")] int? ServiceErrorCode
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LinkedInTokens))]
[JsonSerializable(typeof(LinkedInToken))]
[JsonSerializable(typeof(LinkedInMember))]
internal sealed partial class LinkedInJson : JsonSerializerContext;
