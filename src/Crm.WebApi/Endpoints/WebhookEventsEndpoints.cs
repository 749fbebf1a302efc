using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Integrations.WebhookEvents;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>What providers have sent to this company, for its admins.</summary>
internal static class WebhookEventsEndpoints
{
    public static void MapWebhookEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/api/v1/webhook-events")
            .WithTags("Webhooks in")
            .RequireAuthorization(Policies.Admin);

        group.MapGet("", List);
        group.MapGet("{eventId:guid}", Get).Produces<WebhookEventDto>();
        group.MapPost("{eventId:guid}/replay", Replay);
    }

    private static async Task<Ok<Page<WebhookEventDto>>> List(
        string? status,
        string? provider,
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListWebhookEvents(status, provider, cursor, limit ?? 50), cancellationToken)
        );

    private static async Task<IResult> Get(
        Guid eventId,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var found = await mediator.Send(new GetWebhookEvent(eventId), cancellationToken);

        return context.Versioned(found, VersionOf(found));
    }

    private static async Task<Ok<WebhookEventDto>> Replay(
        Guid eventId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ReplayWebhookEvent(eventId), cancellationToken));

    public static string VersionOf(WebhookEventDto happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.Status}-{happened.Attempts}");
}
