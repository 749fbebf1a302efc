using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints;

internal static class LeadsEndpoints
{
    public static void MapLeads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/leads").WithTags("Leads").OpenToTokens();

        group.MapGet("", List).RequireAuthorization(Policies.Viewer);
        group.MapPost("", Create).RequireAuthorization(Policies.Member).Idempotent(IdempotencyMode.OwnCommit);
        group.MapGet("{leadId:guid}", Get).RequireAuthorization(Policies.Viewer).Produces<LeadDto>();
    }

    private static async Task<Ok<Page<LeadDto>>> List(
        [AsParameters] LeadsQuery query,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithNextLink(await mediator.Send(query.ToRequest(), cancellationToken));

    private static async Task<Results<Created<LeadDto>, Ok<LeadDto>>> Create(
        CreateLead request,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var created = await mediator.Send(request, cancellationToken);
        response.Headers.ETag = $"\"{created.Version}\"";

        return created.Lead.Merged is true
            ? TypedResults.Ok(created.Lead)
            : TypedResults.Created($"/api/v1/leads/{created.Lead.Id}", created.Lead);
    }

    private static async Task<IResult> Get(
        Guid leadId,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var found = await mediator.Send(new GetLead(leadId), cancellationToken);

        return context.Versioned(found.Lead, found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <param name="OwnerId">A member's id, or <c>none</c>.</param>
/// <param name="VenueId">The venue's id or its external id.</param>
/// <param name="Q">Part of a name, e-mail or phone; case, diacritics and Turkish dotted and dotless i do not matter.</param>
/// <param name="Sort"><c>-createdAt</c> (default), <c>createdAt</c>, <c>-updatedAt</c> or <c>fullName</c>.</param>
/// <param name="Limit">1 to 200, default 50.</param>
internal sealed record LeadsQuery(
    [property: FromQuery(Name = "status")] string? Status,
    [property: FromQuery(Name = "source")] string? Source,
    [property: FromQuery(Name = "ownerId")] string? OwnerId,
    [property: FromQuery(Name = "venueId")] string? VenueId,
    [property: FromQuery(Name = "tag")] string? Tag,
    [property: FromQuery(Name = "q")] string? Q,
    [property: FromQuery(Name = "from")] DateTimeOffset? From,
    [property: FromQuery(Name = "to")] DateTimeOffset? To,
    [property: FromQuery(Name = "sort")] string? Sort,
    [property: FromQuery(Name = "cursor")] string? Cursor,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "includeTotal")] bool? IncludeTotal
)
{
    public ListLeads ToRequest() =>
        new(Status, Source, OwnerId, VenueId, Tag, Q, From, To, Sort, Cursor, Limit, IncludeTotal is true);
}
