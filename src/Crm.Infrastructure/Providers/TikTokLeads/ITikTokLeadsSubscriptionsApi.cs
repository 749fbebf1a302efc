using System.Text.Json;
using RestEase;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>Where leads are delivered to (tiktok-leadgen §3); the app's own id and secret open it, and no token.</summary>
[AllowAnyStatusCode]
internal interface ITikTokLeadsSubscriptionsApi
{
    [Post("open_api/v1.3/subscription/subscribe/")]
    Task<Response<TikTokLeadsAnswer<LeadSubscription>>> SubscribeAsync(
        [Body] LeadSubscriptionOrder body,
        CancellationToken cancellationToken
    );

    [Get("open_api/v1.3/subscription/get/")]
    Task<Response<TikTokLeadsAnswer<LeadSubscriptionList>>> ListAsync(
        [Query("app_id")] string appId,
        [Query("secret")] string secret,
        [Query("subscribe_entity")] string entity,
        [Query("page")] int page,
        [Query("page_size")] int pageSize,
        CancellationToken cancellationToken
    );

    [Post("open_api/v1.3/subscription/unsubscribe/")]
    Task<Response<TikTokLeadsAnswer<JsonElement?>>> UnsubscribeAsync(
        [Body] LeadSubscriptionEnd body,
        CancellationToken cancellationToken
    );
}

internal sealed record LeadSubscriptionOrder(
    string AppId,
    string Secret,
    string SubscribeEntity,
    string CallbackUrl,
    LeadSubscriptionDetail SubscriptionDetail
);

internal sealed record LeadSubscriptionDetail(string AccessToken, string AdvertiserId, string LeadSource);

internal sealed record LeadSubscriptionEnd(string AppId, string Secret, string SubscriptionId);

internal sealed record LeadSubscriptionList(IReadOnlyList<LeadSubscription>? Subscriptions, PageCount? PageInfo);

internal sealed record LeadSubscription(JsonElement SubscriptionId);
