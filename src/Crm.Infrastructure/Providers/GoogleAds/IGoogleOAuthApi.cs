using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.GoogleAds;

/// <summary>Google's token endpoint (docs/providers/google-ads.md).</summary>
[AllowAnyStatusCode]
internal interface IGoogleOAuthApi
{
    [Post("token")]
    Task<Response<GoogleTokens>> TokenAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form,
        CancellationToken cancellationToken
    );
}

internal sealed record GoogleTokens(string? Error, string? ErrorDescription);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GoogleTokens))]
internal sealed partial class GoogleOAuthJson : JsonSerializerContext;
