using System.Text;
using Crm.Application.Common;
using Crm.Application.Venues.AccessLog;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints;

/// <summary>The access log of Turkish law 5651: hotspots write it, admins read it, and nobody changes it.</summary>
internal static class AccessLogEndpoints
{
    public static void MapAccessLog(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/api/v1/venues/{venueId:guid}/access-log")
            .WithTags("Access log")
            .RequireAuthorization(Policies.Admin);

        group.MapPost("", Append).OpenToTokens();
        group.MapGet("", List);
        group.MapGet("export", Export).Produces(StatusCodes.Status200OK, contentType: "text/csv");
        group.MapGet("verification", Verify);
    }

    private static async Task<Ok<AppendedAccessLog>> Append(
        Guid venueId,
        AccessLogBatch body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new AppendAccessLog(venueId, body.Entries), cancellationToken));

    private static async Task<Ok<Page<AccessLogEntryDto>>> List(
        Guid venueId,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? cursor,
        int? limit,
        bool? includeTotal,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        response.WithNextLink(
            await mediator.Send(
                new ListAccessLog(venueId, from, to, cursor, limit ?? 50, includeTotal is true),
                cancellationToken
            )
        );

    private static async Task<PushStreamHttpResult> Export(
        Guid venueId,
        DateOnly day,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var export = await mediator.Send(new ExportAccessLog(venueId, day), cancellationToken);

        return TypedResults.Stream(
            body => WriteAsync(export.Lines, body, cancellationToken),
            "text/csv; charset=utf-8",
            export.FileName
        );
    }

    private static async Task<Ok<AccessLogVerification>> Verify(
        Guid venueId,
        DateOnly? from,
        DateOnly? to,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new VerifyAccessLog(venueId, from, to), cancellationToken));

    private static async Task WriteAsync(
        IAsyncEnumerable<string> lines,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(line.AsMemory(), cancellationToken);
            await writer.WriteAsync("\r\n".AsMemory(), cancellationToken);
        }
    }
}

/// <param name="Entries">1 to 1,000 lines, in the order in which they are chained.</param>
internal sealed record AccessLogBatch(IReadOnlyList<AccessSessionData> Entries);
