using System.Text.Json;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed class SubscriptionEndpoints(LeadGenState state, BusinessGate gate, LeadIds ids)
{
    public async Task<IResult> SubscribeAsync(HttpContext context)
    {
        var (body, app, refusal) = await EnterAsync(context);
        if (app is null)
        {
            return refusal!;
        }

        if (
            BusinessGate.Text(body, "subscribe_entity") != "LEAD"
            || !Uri.TryCreate(BusinessGate.Text(body, "callback_url"), UriKind.Absolute, out var callback)
            || !(callback.Scheme == Uri.UriSchemeHttps || callback.IsLoopback)
            || !body.TryGetProperty("subscription_detail", out var detail)
            || detail.ValueKind != JsonValueKind.Object
        )
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "subscribe_entity, an https callback_url and subscription_detail are needed"
            );
        }

        var advertiserId = BusinessGate.Text(detail, "advertiser_id");
        var libraryId = BusinessGate.Text(detail, "library_id");
        if (
            advertiserId is null == libraryId is null
            || BusinessGate.Text(detail, "lead_source") is not (null or "INSTANT_FORM")
        )
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "give exactly one of advertiser_id and library_id; lead_source is INSTANT_FORM"
            );
        }

        var owner = Advertiser.Demo.FirstOrDefault(found => found.Id == advertiserId || found.LibraryId == libraryId);
        if (Problem(detail, app, owner) is var (code, reason) && code != 0)
        {
            return gate.Refuse(context, code, reason);
        }

        var subscription = new Subscription(
            ids.Next(),
            app.AppId,
            callback,
            BusinessGate.Text(detail, "access_token")!,
            advertiserId,
            libraryId,
            BusinessGate.Text(detail, "page_id")
        );
        state.Subscriptions[subscription.Id] = subscription;
        return gate.Ok(new { SubscriptionId = subscription.Id });
    }

    public IResult List(HttpContext context)
    {
        var (app, refusal) = gate.App(
            context,
            BusinessGate.Text(context, "app_id"),
            BusinessGate.Text(context, "secret")
        );
        if (app is null)
        {
            return refusal!;
        }

        if (
            BusinessGate.Text(context, "subscribe_entity") != "LEAD"
            || !FormEndpoints.TryPage(context, out var page, out var size)
        )
        {
            return gate.Refuse(
                context,
                BusinessCodes.BadParameter,
                "subscribe_entity is LEAD; page is at least 1, page_size within 1 and 100"
            );
        }

        var own = state
            .Subscriptions.Values.Where(subscription => subscription.AppId == app.AppId)
            .OrderBy(subscription => subscription.Id, StringComparer.Ordinal)
            .ToList();
        return gate.Ok(
            new
            {
                Subscriptions = own.Skip((page - 1) * size).Take(size).Select(Show),
                PageInfo = new
                {
                    Page = page,
                    PageSize = size,
                    TotalNumber = own.Count,
                    TotalPage = (own.Count + size - 1) / size,
                },
            }
        );
    }

    public async Task<IResult> UnsubscribeAsync(HttpContext context)
    {
        var (body, app, refusal) = await EnterAsync(context);
        if (app is null)
        {
            return refusal!;
        }

        var id = BusinessGate.Text(body, "subscription_id");
        return
            id is not null
            && state.Subscriptions.TryGetValue(id, out var found)
            && found.AppId == app.AppId
            && state.Subscriptions.TryRemove(id, out _)
            ? gate.Ok(new { SubscriptionId = id })
            : gate.Refuse(context, BusinessCodes.NotFound, "subscription_id is missing or unknown");
    }

    private async Task<(JsonElement Body, BusinessApp? App, IResult? Refusal)> EnterAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return (body, null, refusal);
        }

        var (app, refused) = gate.App(context, BusinessGate.Text(body, "app_id"), BusinessGate.Text(body, "secret"));
        return (body, app, refused);
    }

    private (int Code, string Reason) Problem(JsonElement detail, BusinessApp app, Advertiser? owner) =>
        state.Token(BusinessGate.Text(detail, "access_token")) is not { Revoked: false } token
        || token.AppId != app.AppId
            ? (BusinessCodes.TokenInvalid, "access_token is missing, unknown, revoked or of another app")
        : owner is null || !token.AdvertiserIds.Contains(owner.Id)
            ? (BusinessCodes.Unauthorized, "the advertiser or library does not belong to the token")
        : !token.Scopes.Contains(BusinessScopes.LeadsRetrieval)
            ? (BusinessCodes.ScopeNotAuthorized, "the token lacks Leads Retrieval")
        : BusinessGate.Text(detail, "page_id") is { } pageId && owner.Form(pageId) is null
            ? (BusinessCodes.NotFound, "page_id is not a form of this advertiser")
        : (0, "");

    private static object Show(Subscription subscription) =>
        new
        {
            SubscriptionId = subscription.Id,
            subscription.CallbackUrl,
            SubscribeEntity = "LEAD",
            SubscriptionDetail = new
            {
                subscription.AdvertiserId,
                subscription.LibraryId,
                subscription.PageId,
                LeadSource = "INSTANT_FORM",
            },
        };
}
