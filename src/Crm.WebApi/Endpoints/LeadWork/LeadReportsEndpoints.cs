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

/// <param name="Format"><c>csv</c>.</param>
/// <param name="OwnerId">A member's id, or <c>none</c>.</param>
/// <param name="VenueId">The venue's id or its external id.</param>
/// <param name="Q">Part of a name, e-mail or phone, as in the list.</param>
/// <param name="Sort"><c>-createdAt</c> (default), <c>createdAt</c>; <c>-updatedAt</c> and <c>fullName</c>, as of the list, give the default.</param>
internal sealed record LeadExportQuery(
    [property: FromQuery(Name = "format")] string? Format,
    [property: FromQuery(Name = "status")] string? Status,
    [property: FromQuery(Name = "source")] string? Source,
    [property: FromQuery(Name = "ownerId")] string? OwnerId,
    [property: FromQuery(Name = "venueId")] string? VenueId,
    [property: FromQuery(Name = "tag")] string? Tag,
    [property: FromQuery(Name = "q")] string? Q,
    [property: FromQuery(Name = "from")] DateTimeOffset? From,
    [property: FromQuery(Name = "to")] DateTimeOffset? To,
    [property: FromQuery(Name = "sort")] string? Sort
)
{
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
