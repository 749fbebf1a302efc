using Crm.Application.Common;
using Crm.Application.Venues;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>The customer's places: everybody sees theirs, admins change them.</summary>
internal static class VenuesEndpoints
{
    public static void MapVenues(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/venues").WithTags("Venues").OpenToTokens();

        group.MapGet("", List).RequireAuthorization(Policies.Viewer);
        group.MapPost("", Create).RequireAuthorization(Policies.Admin);
        group.MapGet("{venueId:guid}", Get).RequireAuthorization(Policies.Viewer);
        group.MapPatch("{venueId:guid}", Change).RequireAuthorization(Policies.Admin);
        group.MapDelete("{venueId:guid}", Delete).RequireAuthorization(Policies.Admin);
    }

    private static async Task<Ok<Page<VenueDto>>> List(
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListVenues(cursor, limit ?? 50, includeTotal is true), cancellationToken)
        );

    private static async Task<Created<VenueDto>> Create(
        CreateVenue request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var venue = await mediator.Send(request, cancellationToken);

        return TypedResults.Created($"/api/v1/venues/{venue.Id}", venue);
    }

    private static async Task<Ok<VenueDto>> Get(
        Guid venueId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetVenue(venueId), cancellationToken));

    private static async Task<Ok<VenueDto>> Change(
        Guid venueId,
        VenueChange body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body.For(venueId), cancellationToken));

    private static async Task<NoContent> Delete(Guid venueId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeleteVenue(venueId), cancellationToken);

        return TypedResults.NoContent();
    }
}

/// <summary>A member that is not given stays; empty text clears it.</summary>
internal sealed record VenueChange(
    string? Name = null,
    string? ExternalId = null,
    string? TimeZone = null,
    string? Address = null,
    int? AccessLogRetentionDays = null
)
{
    public ChangeVenue For(Guid venueId) => new(venueId, Name, ExternalId, TimeZone, Address, AccessLogRetentionDays);
}
