using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Tenancy.Members;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

internal static class MembersEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/api/v1/members").WithTags("Members");
        members.MapGet("", List).RequireAuthorization(Policies.Viewer);
        members.MapPost("", Invite).RequireAuthorization(Policies.Admin);
        members.MapGet("{memberId:guid}", Get).RequireAuthorization(Policies.Viewer);
        members.MapPatch("{memberId:guid}", Change).RequireAuthorization(Policies.Admin);
        // Everybody may leave; that nobody but an admin removes others is the use case's to say.
        members.MapDelete("{memberId:guid}", Remove).RequireAuthorization(Policies.Viewer);

        var invitations = routes.MapGroup("/api/v1/invitations").WithTags("Members");
        invitations.MapGet("", ListInvitations).RequireAuthorization(Policies.Admin);
        invitations.MapPost("", Invite).RequireAuthorization(Policies.Admin);
        invitations.MapDelete("{invitationId:guid}", Withdraw).RequireAuthorization(Policies.Admin);
        invitations.MapPost("accept", Accept).AllowAnonymous().AddEndpointFilter(AuthEndpoints.LimitAsync);
        invitations.MapPost("join", Join).RequireAuthorization(Policies.Viewer).Idempotent(IdempotencyMode.None);
    }

    private static async Task<Ok<Page<MemberDto>>> List(
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListMembers(cursor, limit ?? 50, includeTotal is true), cancellationToken)
        );

    private static async Task<Ok<MemberDto>> Get(
        Guid memberId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetMember(memberId), cancellationToken));

    private static async Task<Ok<MemberDto>> Change(
        Guid memberId,
        MemberChanges body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ChangeMember(memberId, body.Role, body.ChangesVenues, body.VenueIds),
                cancellationToken
            )
        );

    private static async Task<NoContent> Remove(Guid memberId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveMember(memberId), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<InvitationDto>>> ListInvitations(
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListInvitations(cursor, limit ?? 50, includeTotal is true), cancellationToken)
        );

    private static async Task<Created<InvitationDto>> Invite(
        Invite body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Created("/api/v1/invitations", await mediator.Send(body, cancellationToken));

    private static async Task<NoContent> Withdraw(
        Guid invitationId,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new WithdrawInvitation(invitationId), cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<TokensAnswer>> Accept(
        AcceptInvitationBody body,
        HttpContext context,
        IMediator mediator,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var request = new AcceptInvitation(body.Token, body.FullName, body.Password, SignedInAs: null);

        return TypedResults.Ok(TokenHandover.Hand(await mediator.Send(request, cancellationToken), context, cookie));
    }

    private static async Task<Ok<TokensAnswer>> Join(
        JoinBody body,
        HttpContext context,
        ICurrentUser user,
        PlatformRequests requests,
        RefreshCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var request = new AcceptInvitation(body.Token, FullName: null, Password: null, user.PersonId);
        var tokens = await requests.SendAsync(request, tenantId: null, cancellationToken);

        return TypedResults.Ok(TokenHandover.Hand(tokens, context, cookie));
    }
}

/// <summary>What is left out stays as it is.</summary>
internal sealed record MemberChanges
{
    public Role? Role { get; init; }

    /// <summary>Ids or external ids of the venues that the member is limited to; null: not limited.</summary>
    public IReadOnlyList<string>? VenueIds
    {
        get;
        init
        {
            field = value;
            ChangesVenues = true;
        }
    }

    [JsonIgnore]
    public bool ChangesVenues { get; private init; }
}

/// <param name="Token">Of the mailed link.</param>
/// <param name="FullName">Of a person who is new here.</param>
/// <param name="Password">Chosen by a person who is new here; otherwise the one they sign in with.</param>
internal sealed record AcceptInvitationBody(Secret Token, string? FullName = null, Secret? Password = null);

/// <param name="Token">Of the mailed link.</param>
internal sealed record JoinBody(Secret Token);
