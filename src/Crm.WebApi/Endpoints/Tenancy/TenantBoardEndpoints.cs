using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Integrations;
using Crm.Application.Leads;
using Crm.Application.Notifications;
using Crm.Application.Tenancy;
using Crm.Domain.Tenancy;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Tenancy;

/// <summary>For whoever works in several companies, as an agency does.</summary>
internal static partial class TenantBoardEndpoints
{
    /// <summary>Each has a database connection in hand.</summary>
    private const int AtOnce = 4;

    public static void MapTenantBoard(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/tenants/board", List)
            .WithTags("Tenant")
            .WithSummary("The caller's own companies, each with its leads, its connections and what needs a person.")
            .RequireAuthorization(Policies.SignedIn);

    private static async Task<Ok<Page<TenantBoardRow>>> List(
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        OwnTenants tenants,
        ILogger<TenantBoardRow> log,
        CancellationToken cancellationToken
    )
    {
        var page = await mediator.Send(new ListOwnTenants(cursor, limit ?? 50), cancellationToken);
        var rows = new TenantBoardRow?[page.Data.Count];
        await Parallel.ForAsync(
            0,
            rows.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (at, token) => rows[at] = await RowAsync(page.Data[at], tenants, log, token)
        );

        return response.WithNextLink(new Page<TenantBoardRow>([.. rows.OfType<TenantBoardRow>()], page.NextCursor));
    }

    private static Task<TenantBoardRow?> RowAsync(
        MembershipDto tenant,
        OwnTenants tenants,
        ILogger log,
        CancellationToken cancellationToken
    ) =>
        tenants.AskAsync(
            tenant.TenantId,
            async (mediator, place) =>
            {
                var row = new TenantBoardRow(tenant.TenantId, tenant.TenantName, place.Role, null, null, null);
                try
                {
                    return await FilledAsync(row, mediator, cancellationToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogUnread(log, exception, tenant.TenantId);

                    return row;
                }
            },
            cancellationToken
        );

    private static async Task<TenantBoardRow> FilledAsync(
        TenantBoardRow row,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var leads = await mediator.Send(new CountNewLeads(), cancellationToken);
        var accounts = await mediator.Send(new CountAccounts(), cancellationToken);
        var attention =
            row.Role >= Role.Admin ? (await mediator.Send(new ListAttention(), cancellationToken)).Count : (int?)null;

        return row with
        {
            Leads = new(leads.Today, leads.Last30Days),
            Accounts = new(accounts.Connected, accounts.InTrouble),
            Attention = attention,
        };
    }

    [LoggerMessage(LogLevel.Error, "The figures of {TenantId} could not be read for the board.")]
    private static partial void LogUnread(ILogger log, Exception exception, Guid tenantId);
}

/// <param name="Role">The caller's there.</param>
/// <param name="Leads">Null where they cannot be read now, as with the accounts: the other companies are shown all the same.</param>
/// <param name="Attention">How much needs a person now, 200 at most; null: only owners and admins are told, or it cannot be read.</param>
internal sealed record TenantBoardRow(
    Guid Id,
    string Name,
    Role Role,
    TenantBoardLeads? Leads,
    TenantBoardAccounts? Accounts,
    int? Attention
);

/// <param name="Today">By the company's own calendar, as the thirty days, of which today is one.</param>
internal sealed record TenantBoardLeads(int Today, int Last30Days);

/// <param name="InTrouble">Stopped, until a person acts.</param>
internal sealed record TenantBoardAccounts(int Connected, int InTrouble);
