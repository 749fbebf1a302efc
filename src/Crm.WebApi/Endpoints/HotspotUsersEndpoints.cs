using Crm.Application.Common;
using Crm.Application.Venues.HotspotUsers;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints;

/// <summary>Guests of the venues' Wi-Fi.</summary>
internal static class HotspotUsersEndpoints
{
    public static void MapHotspotUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/hotspot-users").WithTags("Hotspot users").OpenToTokens();

        group.MapGet("", List).RequireAuthorization(Policies.Viewer);
        group.MapPost("", Add).RequireAuthorization(Policies.Member);
        group.MapGet("{userId:guid}", Get).RequireAuthorization(Policies.Viewer);
        group.MapPut("{userId:guid}", Replace).RequireAuthorization(Policies.Member);
        group.MapPatch("{userId:guid}", Change).RequireAuthorization(Policies.Member);
        group.MapDelete("{userId:guid}", Delete).RequireAuthorization(Policies.Member);
    }

    private static async Task<Ok<Page<HotspotUserDto>>> List(
        [AsParameters] HotspotUsersQuery query,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithNextLink(await mediator.Send(query.ToRequest(), cancellationToken));

    private static async Task<Results<Created<HotspotUserDto>, Ok<HotspotUserDto>>> Add(
        AddHotspotUser request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var (user, isNew) = await mediator.Send(request, cancellationToken);

        return isNew ? TypedResults.Created($"/api/v1/hotspot-users/{user.Id}", user) : TypedResults.Ok(user);
    }

    private static async Task<Ok<HotspotUserDto>> Get(
        Guid userId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetHotspotUser(userId), cancellationToken));

    private static async Task<Ok<HotspotUserDto>> Replace(
        Guid userId,
        HotspotUserChange body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body.For(userId, replacesAll: true), cancellationToken));

    private static async Task<Ok<HotspotUserDto>> Change(
        Guid userId,
        HotspotUserChange body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body.For(userId, replacesAll: false), cancellationToken));

    private static async Task<NoContent> Delete(
        Guid userId,
        bool? erase,
        Caller caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        caller.RequireMayErase(erase is true);
        await mediator.Send(new DeleteHotspotUser(userId, erase is true), cancellationToken);

        return TypedResults.NoContent();
    }

    /// <summary>Erasing is for admins in person.</summary>
    public static void RequireMayErase(this Caller caller, bool erases)
    {
        if (erases && !(caller.IsPerson && caller.Session.Role >= Role.Admin))
        {
            throw new DomainException("forbidden");
        }
    }
}

internal sealed record HotspotUsersQuery
{
    /// <summary>The venue's id or its external id; without it, all venues that the caller may see.</summary>
    [FromQuery(Name = "venueId")]
    public string? VenueId { get; init; }

    /// <summary>Part of a name, e-mail, phone or MAC; case, diacritics and Turkish dotted and dotless i do not matter.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Guests who were there at this time or later.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Guests who were there before this time.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>1 to 200, default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "includeTotal")]
    public bool? IncludeTotal { get; init; }

    public ListHotspotUsers ToRequest() => new(VenueId, Q, From, To, Cursor, Limit ?? 50, IncludeTotal is true);
}
