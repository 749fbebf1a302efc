using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Tenancy.Ledger;
using Crm.Application.Tenancy.Platform;
using Crm.Domain.Common;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using Crm.WebApi.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Platform;

/// <summary>What the platform does for its customers: never a secret, never a lead, never a person's name.</summary>
internal static class PlatformTenantsEndpoints
{
    public static void MapPlatformTenants(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/api/v1/platform")
            .WithTags("Platform")
            .RequireAuthorization(Policies.PlatformAdmin)
            .Idempotent(IdempotencyMode.IntentFirst);

        group.MapGet("tenants", List);
        group.MapGet("tenants/{tenantId:guid}", Get).RecordsSupportAccess();
        group.MapPatch("tenants/{tenantId:guid}", Change);
        group.MapPost("tenants/{tenantId:guid}/balance-entries", AddBalanceEntry);
        group.MapPatch("tenants/{tenantId:guid}/subscription", ChangeSubscription);
        group.MapGet("jobs", Jobs);
    }

    private static async Task<Ok<Page<PlatformTenantRow>>> List(
        string? q,
        string? cursor,
        int? limit,
        HttpResponse response,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await platform.SendAsync(new ListPlatformTenants(q, cursor, limit ?? 50), cancellationToken)
        );

    private static async Task<Ok<PlatformTenantDto>> Get(
        Guid tenantId,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await platform.SendAsync(new GetPlatformTenant(), new TenantId(tenantId), cancellationToken));

    private static async Task<Ok<PlatformTenantDto>> Change(
        Guid tenantId,
        PlatformTenantChanges body,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await platform.SendAsync(
                new ChangePlatformTenant(body.Name, body.OverdraftLimit),
                new TenantId(tenantId),
                cancellationToken
            )
        );

    private static async Task<Created<BalanceEntryDto>> AddBalanceEntry(
        Guid tenantId,
        BalanceEntryBody body,
        PlatformRequests platform,
        CancellationToken cancellationToken
    )
    {
        var request = new AddBalanceEntry(body.Amount, body.Description, body.Reference);
        var entry = await platform.SendAsync(request, new TenantId(tenantId), cancellationToken);

        return TypedResults.Created($"/api/v1/platform/tenants/{tenantId}", entry);
    }

    private static async Task<Ok<PlatformSubscriptionDto>> ChangeSubscription(
        Guid tenantId,
        ChangeSubscription body,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await platform.SendAsync(body, new TenantId(tenantId), cancellationToken));

    private static async Task<Ok<Page<JobDto>>> Jobs(PlatformRequests platform, CancellationToken cancellationToken) =>
        TypedResults.Ok(await platform.SendAsync(new ListJobs(), cancellationToken));
}

/// <summary>What is left out stays as it is.</summary>
/// <param name="OverdraftLimit">How far below zero the balance may go; a number or text.</param>
internal sealed record PlatformTenantChanges(
    string? Name = null,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] decimal? OverdraftLimit = null
);

/// <param name="Amount">Negative to take; a number or text, at most four decimals.</param>
/// <param name="Reference">The booker's own name of it: said again, it books nothing and answers with the first entry.</param>
internal sealed record BalanceEntryBody(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] decimal Amount,
    string Description,
    string? Reference = null
);
