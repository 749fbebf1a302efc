using Crm.Application.Leads.Reports;
using Crm.WebApi.Authentication;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Crm.WebApi.Endpoints.LeadWork;

/// <summary>Leads in numbers, and all of them in a file.</summary>
internal static class LeadReportsEndpoints
{
    public static void MapLeadReports(this IEndpointRouteBuilder routes)
    {
        var reads = routes.MapGroup("/api/v1").WithTags("Leads").OpenToTokens().RequireAuthorization(Policies.Viewer);

        reads.MapGet("reports/leads", Report);
        reads.MapGet("leads/export", Export).Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    /// <param name="from">The first day, in the company's time zone; without it, thirty days.</param>
    /// <param name="to">The last day; without it, today.</param>
    private static async Task<Ok<LeadReportDto>> Report(
        DateOnly? from,
        DateOnly? to,
        string? groupBy,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetLeadReport(from, to, groupBy), cancellationToken));

    private static async Task<PushStreamHttpResult> Export(
        [AsParameters] LeadExportQuery query,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var export = await mediator.Send(query.ToRequest(), cancellationToken);

        return TypedResults.Stream(
            body => export.WriteAsync(body, cancellationToken),
            "text/csv; charset=utf-8",
            export.FileName
        );
    }
}

internal sealed record LeadExportQuery
{
    /// <summary><c>csv</c>.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    /// <summary>A member's id, or <c>none</c>.</summary>
    [FromQuery(Name = "ownerId")]
    public string? OwnerId { get; init; }

    /// <summary>The venue's id or its external id.</summary>
    [FromQuery(Name = "venueId")]
    public string? VenueId { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Part of a name, e-mail or phone, as in the list.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary><c>-createdAt</c> (default), <c>createdAt</c>; <c>-updatedAt</c> and <c>fullName</c>, as of the list, give the default.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    public ExportLeads ToRequest() =>
        new(
            Format,
            new(
                Status,
                Source,
                OwnerId,
                VenueId,
                Tag,
                Q,
                From,
                To,
                Sort,
                Cursor: null,
                Limit: null,
                IncludeTotal: false
            )
        );
}
