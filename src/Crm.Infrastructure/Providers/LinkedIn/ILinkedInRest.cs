using System.Text.Json;
using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>The part of the API that has versions. Success may have no body, so every one is read as text.</summary>
[AllowAnyStatusCode]
[Header("X-Restli-Protocol-Version", "2.0.0")]
internal interface ILinkedInRest
{
    [Header("LinkedIn-Version")]
    string Version { get; set; }

    [Post("rest/posts")]
    Task<Response<string>> CreatePostAsync(
        [Header("Authorization")] string bearer,
        [Body] LinkedInPost post,
        CancellationToken cancellationToken
    );

    [Get("rest/posts")]
    [Header("X-RestLi-Method", "FINDER")]
    Task<Response<string>> FindPostsAsync(
        [Header("Authorization")] string bearer,
        [Query] string q,
        [Query] string author,
        [Query] int count,
        [Query] string sortBy,
        CancellationToken cancellationToken
    );

    [Post("rest/images?action=initializeUpload")]
    Task<Response<string>> InitializeUploadAsync(
        [Header("Authorization")] string bearer,
        [Body] LinkedInUploadOrder order,
        CancellationToken cancellationToken
    );

    [Get("rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED")]
    [Header("X-RestLi-Method", "FINDER")]
    Task<Response<string>> FindOrganizationsAsync(
        [Header("Authorization")] string bearer,
        [Query] int start,
        [Query] int count,
        CancellationToken cancellationToken
    );

    [Get("rest/organizations/{id}")]
    Task<Response<string>> GetOrganizationAsync(
        [Header("Authorization")] string bearer,
        [Path] string id,
        CancellationToken cancellationToken
    );
}

internal sealed record LinkedInPost(
    string Author,
    string Commentary,
    string Visibility,
    LinkedInDistribution Distribution,
    LinkedInContent? Content,
    string LifecycleState,
    bool IsReshareDisabledByAuthor
);

internal sealed record LinkedInDistribution(
    string FeedDistribution,
    IReadOnlyList<string> TargetEntities,
    IReadOnlyList<string> ThirdPartyDistributionChannels
);

/// <summary>Exactly one of them.</summary>
internal sealed record LinkedInContent(
    LinkedInMedia? Media = null,
    LinkedInMultiImage? MultiImage = null,
    LinkedInArticle? Article = null
);

internal sealed record LinkedInMedia(string Id, string? AltText);

internal sealed record LinkedInMultiImage(IReadOnlyList<LinkedInMedia> Images);

internal sealed record LinkedInArticle(string Source, string Title, string? Description);

internal sealed record LinkedInUploadOrder(LinkedInOwner InitializeUploadRequest);

internal sealed record LinkedInOwner(string Owner);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(LinkedInPost))]
[JsonSerializable(typeof(LinkedInUploadOrder))]
[JsonSerializable(typeof(LinkedInProgress))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class LinkedInRestJson : JsonSerializerContext;
