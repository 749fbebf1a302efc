using Crm.Application.Common;
using Crm.Application.Integrations.WebhookEvents;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Platform;

/// <summary>For platform administrators, who see no customer's data: of a delivery only what is known about it.</summary>
internal static class PlatformEndpoints
{
    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/api/v1/platform")
            .WithTags("Platform")
            .RequireAuthorization(Policies.PlatformAdmin)
            .Idempotent(IdempotencyMode.IntentFirst);

        group.MapGet("webhook-events", ListWebhookEvents);
        group.MapGet("webhook-events/{eventId:guid}", GetWebhookEvent).Produces<WebhookEventDto>();
        group.MapPost("webhook-events/{eventId:guid}/replay", ReplayWebhookEvent);
    }

    private static async Task<Ok<Page<WebhookEventDto>>> ListWebhookEvents(
        string? status,
        string? provider,
        string? cursor,
        int? limit,
        HttpResponse response,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await platform.SendAsync(new ListWebhookEvents(status, provider, cursor, limit ?? 50), cancellationToken)
        );

    private static async Task<IResult> GetWebhookEvent(
        Guid eventId,
        HttpContext context,
        PlatformRequests platform,
        CancellationToken cancellationToken
    )
    {
        var found = await platform.SendAsync(new GetWebhookEvent(eventId), cancellationToken);

        return context.Versioned(found, WebhookEventsEndpoints.VersionOf(found));
    }

    private static async Task<Ok<WebhookEventDto>> ReplayWebhookEvent(
        Guid eventId,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await platform.SendAsync(new ReplayWebhookEvent(eventId), cancellationToken));
}
