using Crm.Application.Common;
using Crm.Application.Leads.Proof;
using Crm.WebApi.Authentication;
using Crm.WebApi.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.LeadSources;

/// <summary>The proof that no lead is missing, day by day.</summary>
internal static class ReconciliationEndpoints
{
    public static void MapReconciliation(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/leads/reconciliation").WithTags("Leads").OpenToTokens();

        group.MapGet("", Get).RequireAuthorization(Policies.Viewer);
        group.MapPost("run", Run).RequireAuthorization(Policies.Member).Idempotent(IdempotencyMode.IntentFirst);
    }

    private static async Task<Ok<Page<ReconciledDayDto>>> Get(
        DateOnly? from,
        DateOnly? to,
        Guid? accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<ReconciledDayDto>(
                await mediator.Send(new GetReconciliation(from, to, accountId), cancellationToken),
                NextCursor: null
            )
        );

    /// <param name="accountId">Null: all accounts whose provider can be asked.</param>
    private static async Task<Ok<Page<PullDto>>> Run(
        Guid? accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<PullDto>(
                await mediator.Send(new RunReconciliation(accountId), cancellationToken),
                NextCursor: null
            )
        );
}
