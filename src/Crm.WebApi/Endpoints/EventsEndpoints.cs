using Crm.Application.Common;
using Crm.Infrastructure.Outbox;
using Crm.WebApi.Authentication;
using Crm.WebApi.Events;

namespace Crm.WebApi.Endpoints;

internal static class EventsEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/events", Stream)
            .WithTags("Events")
            .WithSummary("What happens in the tenant, as server-sent events; Last-Event-ID resumes without loss.")
            .Produces<string>(contentType: "text/event-stream")
            .RequireAuthorization(Policies.Viewer);

    private static async Task Stream(
        HttpContext context,
        EventFeeds feeds,
        EventStream stream,
        ITenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        using var subscription = await feeds.SubscribeAsync(tenant.TenantId, cancellationToken);
        await stream.WriteAsync(context, subscription, cancellationToken);
    }
}
