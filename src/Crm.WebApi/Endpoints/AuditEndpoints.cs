using Crm.Application.Common;
using Crm.Application.Tenancy.Audit;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints;

/// <summary>Who did what in this company, for its admins.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/audit-events").WithTags("Audit").RequireAuthorization(Policies.Admin);

        group.MapGet("", List);
    }

    private static async Task<Ok<Page<AuditEventDto>>> List(
        [AsParameters] AuditQuery query,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithNextLink(await mediator.Send(query.ToRequest(), cancellationToken));
}

/// <param name="ActorId">The person or API token that did it.</param>
/// <param name="Action">Such as <c>member.role_changed</c>.</param>
/// <param name="From">Not before this time.</param>
/// <param name="To">Before this time.</param>
/// <param name="Limit">1 to 200, default 50.</param>
internal sealed record AuditQuery(
    [property: FromQuery(Name = "actorId")] Guid? ActorId,
    [property: FromQuery(Name = "action")] string? Action,
    [property: FromQuery(Name = "resourceType")] string? ResourceType,
    [property: FromQuery(Name = "resourceId")] Guid? ResourceId,
    [property: FromQuery(Name = "from")] DateTimeOffset? From,
    [property: FromQuery(Name = "to")] DateTimeOffset? To,
    [property: FromQuery(Name = "cursor")] string? Cursor,
    [property: FromQuery(Name = "limit")] int? Limit
)
{
    public ListAuditEvents ToRequest() => new(ActorId, Action, ResourceType, ResourceId, From, To, Cursor, Limit ?? 50);
}
