using System.Text.Json;
using System.Text.Json.Serialization;
using RestEase;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>Marketing API v1.3 (docs/providers/tiktok-leads.md). HTTP is 200 on failure too: <c>code</c> decides.</summary>
[AllowAnyStatusCode]
internal interface ITikTokLeadsApi
{
    [Post("open_api/v1.3/oauth2/access_token/")]
    Task<Response<TikTokLeadsAnswer<AdvertiserToken>>> ExchangeAsync(
        [Body] AuthCodeExchange body,
        CancellationToken cancellationToken
    );

    [Get("open_api/v1.3/oauth2/advertiser/get/")]
    Task<Response<TikTokLeadsAnswer<AdvertiserList>>> GetAdvertisersAsync(
        [Header("Access-Token")] string accessToken,
        [Query("app_id")] string appId,
        [Query("secret")] string secret,
        CancellationToken cancellationToken
    );

    [Post("open_api/v1.3/oauth2/revoke_token/")]
    Task<Response<TikTokLeadsAnswer<JsonElement?>>> RevokeAsync(
        [Body] TokenRevocation body,
        CancellationToken cancellationToken
    );
}

internal sealed record TikTokLeadsAnswer<TData>(int? Code, string? Message, string? RequestId, TData? Data);

internal sealed record AuthCodeExchange(string AppId, string Secret, string AuthCode);

internal sealed record TokenRevocation(string AppId, string Secret, string AccessToken);

/// <param name="Scope">Permission numbers; sources show them as a list of numbers and as text.</param>
internal sealed record AdvertiserToken(string? AccessToken, JsonElement Scope);

internal sealed record AdvertiserList(IReadOnlyList<AdvertiserRow>? List);

/// <param name="AdvertiserId">Text in REST, a number elsewhere; 19 digits either way.</param>
internal sealed record AdvertiserRow(JsonElement AdvertiserId, string? AdvertiserName);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TikTokLeadsAnswer<AdvertiserToken>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<AdvertiserList>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<JsonElement?>))]
[JsonSerializable(typeof(AuthCodeExchange))]
[JsonSerializable(typeof(TokenRevocation))]
internal sealed partial class TikTokLeadsJson : JsonSerializerContext;
