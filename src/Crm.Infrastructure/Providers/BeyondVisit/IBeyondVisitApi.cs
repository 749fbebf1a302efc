using System.Text.Json;
using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.BeyondVisit;

/// <summary>The partner service (docs/providers/beyondvisit.md). Every status is read, because the body decides.</summary>
[AllowAnyStatusCode]
internal interface IBeyondVisitApi
{
    [Post("external/LoginToken")]
    Task<Response<LoginTokenAnswer>> LoginTokenAsync([Body] LoginTokenQuery query, CancellationToken cancellationToken);
}

/// <param name="Sign">As good as the secret key itself: it never changes.</param>
internal sealed record LoginTokenQuery(string ApiKey, string Sign, string UserToken)
{
    public override string ToString() => "•••";
}

/// <param name="Status">Success is <c>true</c> and nothing else.</param>
internal sealed record LoginTokenAnswer(
    JsonElement Status,
    int? Code,
    string? Message,
    string? LoginToken,
    string? UserCode
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true
)]
[JsonSerializable(typeof(LoginTokenQuery))]
[JsonSerializable(typeof(LoginTokenAnswer))]
internal sealed partial class BeyondVisitJson : JsonSerializerContext;
