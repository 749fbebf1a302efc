using System.Globalization;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Reports;

/// <param name="From">The first day; null: thirty days up to <paramref name="To"/>.</param>
/// <param name="To">The last day; null: today.</param>
/// <param name="GroupBy"><c>day</c> (default), <c>source</c>, <c>campaign</c>, <c>owner</c> or <c>status</c>.</param>
public sealed record GetLeadReport(DateOnly? From, DateOnly? To, string? GroupBy) : IRequest<LeadReportDto>
{
    internal static readonly IReadOnlyDictionary<string, LeadGrouping> Groupings = Enum.GetValues<LeadGrouping>()
        .ToDictionary(grouping => grouping.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}

internal sealed class GetLeadReportValidator : AbstractValidator<GetLeadReport>
{
    private const int MostDays = 366;

    public GetLeadReportValidator()
    {
        RuleFor(request => request)
            .Must(request =>
                request is not ({ From: { } from, To: { } to })
                || (from <= to && to.DayNumber - from.DayNumber < MostDays)
            )
            .OverridePropertyName("from")
            .WithErrorCode("report_period");
        RuleFor(request => request.GroupBy)
            .Must(groupBy => groupBy is null || GetLeadReport.Groupings.ContainsKey(groupBy))
            .WithErrorCode("report_grouping");
        RuleFor(request => request.From).Must(BeInReach).WithErrorCode("report_period");
        RuleFor(request => request.To).Must(BeInReach).WithErrorCode("report_period");
    }

    private static bool BeInReach(DateOnly? day) => day is null or { Year: >= 2000 and < 3000 };
}

internal sealed class GetLeadReportHandler(ILeadReport report, ILeadsDb db, ITenantFacts facts, TimeProvider time)
    : IRequestHandler<GetLeadReport, LeadReportDto>
{
    private const int UsualDays = 30;
    private const int MostDays = 366;

    public async Task<LeadReportDto> Handle(GetLeadReport request, CancellationToken cancellationToken)
    {
        var span = Span(request, await facts.GetTimeZoneAsync(cancellationToken));
        var groupBy = GetLeadReport.Groupings[request.GroupBy ?? "day"];
        var pipeline = await db.Pipelines.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var won = (pipeline?.Stages ?? Pipeline.Default)
            .Where(stage => stage.Kind is StageKind.Won)
            .Select(stage => stage.Key);
        var (total, groups) = await report.CountAsync(span, groupBy, [.. won], cancellationToken);

        return new(
            span.From,
            span.To,
            span.TimeZone,
            groupBy,
            LeadGroupDto.Of(new(Key: null, Name: null, total)),
            [.. (groupBy is LeadGrouping.Day ? EveryDay(span, groups) : groups).Select(LeadGroupDto.Of)]
        );
    }

    private LeadSpan Span(GetLeadReport request, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        // A first day alone that lies far back is asked for with as many days as a report may have.
        var last =
            request.From is { } first && first.AddDays(MostDays - 1) < today ? first.AddDays(MostDays - 1) : today;
        var to = request.To ?? (request.From > last ? request.From.Value : last);

        return new(request.From ?? to.AddDays(1 - UsualDays), to, timeZone);
    }

    /// <summary>Days without leads are days too, or a chart would lie.</summary>
    private static IEnumerable<LeadGroup> EveryDay(LeadSpan span, IReadOnlyList<LeadGroup> groups)
    {
        var days = groups.ToDictionary(group => group.Key!, StringComparer.Ordinal);
        for (var day = span.From; day <= span.To; day = day.AddDays(1))
        {
            var key = day.ToString("O", CultureInfo.InvariantCulture);

            yield return days.GetValueOrDefault(key) ?? new(key, Name: null, new(0, 0, MedianSeconds: null));
        }
    }
}

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="TimeZone">Of the company; days are its days.</param>
/// <param name="Data">Days in their order, else the largest group first, at most 500.</param>
public sealed record LeadReportDto(
    DateOnly From,
    DateOnly To,
    string TimeZone,
    LeadGrouping GroupBy,
    LeadGroupDto Total,
    IReadOnlyList<LeadGroupDto> Data
);

/// <param name="Key">The day, source, campaign's id, owner's id or stage; null: none, and of the total.</param>
/// <param name="Name">Of a campaign.</param>
/// <param name="Conversion">The part of the leads that is won, from 0 to 1.</param>
/// <param name="MedianSecondsToFirstContact">Null: nobody was contacted, as far as is known.</param>
public sealed record LeadGroupDto(
    string? Key,
    string? Name,
    long Leads,
    long Won,
    double Conversion,
    double? MedianSecondsToFirstContact
)
{
    internal static LeadGroupDto Of(LeadGroup group) =>
        new(
            group.Key,
            group.Name,
            group.Counts.Leads,
            group.Counts.Won,
            group.Counts.Leads == 0 ? 0 : Math.Round((double)group.Counts.Won / group.Counts.Leads, 4),
            group.Counts.MedianSeconds is { } median ? Math.Round(median, 1) : null
        );
}
