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

    [Get("open_api/v1.3/page/get/?business_type=LEAD_GEN")]
    Task<Response<TikTokLeadsAnswer<LeadPageList>>> GetFormsAsync(
        [Header("Access-Token")] string accessToken,
        [Query("advertiser_id")] string advertiserId,
        [Query("page")] int page,
        [Query("page_size")] int pageSize,
        CancellationToken cancellationToken
    );

    [Get("open_api/v1.3/lead/field/get/?lead_source=INSTANT_FORM")]
    Task<Response<TikTokLeadsAnswer<LeadFieldList>>> GetFieldsAsync(
        [Header("Access-Token")] string accessToken,
        [Query("advertiser_id")] string advertiserId,
        [Query("page_id")] string pageId,
        CancellationToken cancellationToken
    );

    /// <param name="region">Null: the rest of the world.</param>
    [Post("open_api/v1.3/page/lead/task/")]
    Task<Response<TikTokLeadsAnswer<LeadExport>>> ExportAsync(
        [Header("Access-Token")] string accessToken,
        [Header("x-lead-region")] string? region,
        [Body] LeadExportOrder body,
        CancellationToken cancellationToken
    );
}

/// <summary>Files, which are larger than any other answer.</summary>
[AllowAnyStatusCode]
internal interface ITikTokLeadFilesApi
{
    [Get("open_api/v1.3/page/lead/task/download/")]
    Task<HttpResponseMessage> DownloadAsync(
        [Header("Access-Token")] string accessToken,
        [Header("x-lead-region")] string? region,
        [Query("advertiser_id")] string advertiserId,
        [Query("task_id")] string taskId,
        CancellationToken cancellationToken
    );
}

internal sealed record LeadPageList(IReadOnlyList<LeadPage>? List, PageCount? PageInfo);

internal sealed record LeadPage(JsonElement PageId, string? Title, string? Status);

internal sealed record PageCount(int? TotalPage);

/// <param name="Fields">Names, as text or as members of objects.</param>
internal sealed record LeadFieldList(IReadOnlyList<JsonElement>? Fields);

/// <param name="TaskId">Null: begins; otherwise asks how far it is.</param>
internal sealed record LeadExportOrder(string AdvertiserId, string PageId, string? TaskId);

internal sealed record LeadExport(JsonElement TaskId, string? Status);

internal sealed record TikTokLeadsAnswer<TData>(int? Code, string? Message, string? RequestId, TData? Data);

internal sealed record AuthCodeExchange(string AppId, string Secret, string AuthCode);

internal sealed record TokenRevocation(string AppId, string Secret, string AccessToken);

/// <param name="Scope">Permission numbers; sources show them as a list of numbers and as text.</param>
internal sealed record AdvertiserToken(string? AccessToken, JsonElement Scope);

internal sealed record AdvertiserList(IReadOnlyList<AdvertiserRow>? List);

/// <param name="AdvertiserId">Text in REST, a number elsewhere; 19 digits either way.</param>
internal sealed record AdvertiserRow(JsonElement AdvertiserId, string? AdvertiserName);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TikTokLeadsAnswer<LeadPageList>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<LeadFieldList>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<LeadExport>))]
[JsonSerializable(typeof(LeadExportOrder))]
[JsonSerializable(typeof(TikTokLeadsAnswer<LeadSubscription>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<LeadSubscriptionList>))]
[JsonSerializable(typeof(LeadSubscriptionOrder))]
[JsonSerializable(typeof(LeadSubscriptionEnd))]
[JsonSerializable(typeof(TikTokLeadsAnswer<AdvertiserToken>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<AdvertiserList>))]
[JsonSerializable(typeof(TikTokLeadsAnswer<JsonElement?>))]
[JsonSerializable(typeof(AuthCodeExchange))]
[JsonSerializable(typeof(TokenRevocation))]
internal sealed partial class TikTokLeadsJson : JsonSerializerContext;
