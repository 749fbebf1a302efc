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

        // Its consents change without it.
        return context.Versioned(found.Lead, context.VersionOf(found.Lead, (uint)found.Version));
    }
}

internal sealed record LeadsQuery
{
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    /// <summary>A member's id, or <c>none</c>.</summary>
    [FromQuery(Name = "ownerId")]
    public string? OwnerId { get; init; }

    /// <summary>The venue's id or its external id.</summary>
    [FromQuery(Name = "venueId")]
    public string? VenueId { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Part of a name, e-mail or phone; case, diacritics and Turkish dotted and dotless i do not matter.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary><c>-createdAt</c> (default), <c>createdAt</c>, <c>-updatedAt</c> or <c>fullName</c>.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>1 to 200, default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "includeTotal")]
    public bool? IncludeTotal { get; init; }

    public ListLeads ToRequest() =>
        new(Status, Source, OwnerId, VenueId, Tag, Q, From, To, Sort, Cursor, Limit, IncludeTotal is true);
}
