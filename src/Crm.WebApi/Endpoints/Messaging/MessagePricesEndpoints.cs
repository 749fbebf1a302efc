using System.Text.Json.Serialization;
using Crm.Application.Messaging.Prices;
using Crm.Domain.Common;
using Crm.WebApi.Authentication;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.Messaging;

/// <summary>What messages cost: the platform says it for each company, and each company may read it.</summary>
internal static class MessagePricesEndpoints
{
    public static void MapMessagePrices(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/message-prices", Get)
            .WithTags("Messages")
            .OpenToTokens()
            .RequireAuthorization(Policies.Viewer);
        routes
            .MapGet("/api/v1/platform/tenants/{tenantId:guid}/message-prices", GetOf)
            .WithTags("Platform")
            .RequireAuthorization(Policies.PlatformAdmin)
            .RecordsSupportAccess();
        routes
            .MapPut("/api/v1/platform/tenants/{tenantId:guid}/message-prices", Set)
            .WithTags("Platform")
            .RequireAuthorization(Policies.PlatformAdmin);
    }

    private static async Task<Ok<MessagePricesDto>> Get(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetMessagePrices(), cancellationToken));

    private static async Task<Ok<MessagePricesDto>> GetOf(
        Guid tenantId,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await platform.SendAsync(new GetMessagePrices(), new TenantId(tenantId), cancellationToken));

    private static async Task<Ok<MessagePricesDto>> Set(
        Guid tenantId,
        MessagePricesBody body,
        PlatformRequests platform,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await platform.SendAsync(
                new SetMessagePrices(body.Marketing, body.Utility, body.Authentication),
                new TenantId(tenantId),
                cancellationToken
            )
        );
}

/// <summary>Numbers or text, at most four decimals; what is left out is free.</summary>
internal sealed record MessagePricesBody(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] decimal? Marketing = null,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] decimal? Utility = null,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] decimal? Authentication = null
);
