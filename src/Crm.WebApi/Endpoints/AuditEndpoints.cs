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

internal sealed record AuditQuery
{
    /// <summary>The person or API token that did it.</summary>
    [FromQuery(Name = "actorId")]
    public Guid? ActorId { get; init; }

    /// <summary>Such as <c>member.role_changed</c>.</summary>
    [FromQuery(Name = "action")]
    public string? Action { get; init; }

    [FromQuery(Name = "resourceType")]
    public string? ResourceType { get; init; }

    [FromQuery(Name = "resourceId")]
    public Guid? ResourceId { get; init; }

    /// <summary>Not before this time.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>1 to 200, default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    public ListAuditEvents ToRequest() => new(ActorId, Action, ResourceType, ResourceId, From, To, Cursor, Limit ?? 50);
}
