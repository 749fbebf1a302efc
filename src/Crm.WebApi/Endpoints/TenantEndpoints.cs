using Crm.Application.Common;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Ledger;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>The customer's own company: its settings, what it has and what it may use.</summary>
internal static class TenantEndpoints
{
    public static void MapTenant(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Tenant");

        group.MapGet("tenant", Get).RequireAuthorization(Policies.Viewer);
        group.MapPatch("tenant", Change).RequireAuthorization(Policies.Owner);
        group.MapGet("subscription", Subscription).RequireAuthorization(Policies.Viewer);
        group.MapGet("profil/guncel-bakiye", Balance).RequireAuthorization(Policies.Viewer);
        group.MapGet("balance/entries", ListBalanceEntries).RequireAuthorization(Policies.Viewer);
    }

    private static async Task<Ok<TenantDto>> Get(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetTenant(), cancellationToken));

    private static async Task<Ok<TenantDto>> Change(
        ChangeTenant body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body, cancellationToken));

    private static async Task<Ok<SubscriptionDto>> Subscription(
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetSubscription(), cancellationToken));

    private static async Task<Ok<BalanceDto>> Balance(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetBalance(), cancellationToken));

    private static async Task<Ok<Page<BalanceEntryDto>>> ListBalanceEntries(
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(new ListBalanceEntries(cursor, limit ?? 50, includeTotal is true), cancellationToken)
        );
}
