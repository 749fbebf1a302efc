using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <param name="From">Days are those of UTC, the first and the last one whole; null: 30 days up to the last one.</param>
/// <param name="To">Null: today.</param>
public sealed record GetTokenUsage(Guid TokenId, DateTimeOffset? From, DateTimeOffset? To)
    : IRequest<Page<TokenDayDto>>;

internal sealed class GetTokenUsageHandler(IApiTokensDb db, ICaller caller, TimeProvider time)
    : IRequestHandler<GetTokenUsage, Page<TokenDayDto>>
{
    private const int UsualDays = 30;

    /// <summary>A year, so that the answer has a limit.</summary>
    private const int MostDays = 366;

    public async Task<Page<TokenDayDto>> Handle(GetTokenUsage request, CancellationToken cancellationToken)
    {
        var (from, to) = Period(request);
        if (to.DayNumber - from.DayNumber is < 0 or >= MostDays)
        {
            throw new ValidationException([
                new("from", "Give a period of 1 to 366 days.") { ErrorCode = "usage_period" },
            ]);
        }

        if (!await db.Visible(caller.Venues).AnyAsync(token => token.Id == request.TokenId, cancellationToken))
        {
            throw new NotFoundException("API token");
        }

        var usages = db.TokenUsages.Where(usage =>
            usage.TokenId == request.TokenId && usage.Day >= from && usage.Day <= to
        );

        return new(await DaysAsync(usages, cancellationToken), NextCursor: null);
    }

    private static async Task<IReadOnlyList<TokenDayDto>> DaysAsync(
        IQueryable<TokenUsage> usages,
        CancellationToken cancellationToken
    )
    {
        var methods = await usages
            .GroupBy(usage => new { usage.Day, usage.Method })
            .Select(group => new
            {
                group.Key.Day,
                group.Key.Method,
                Requests = group.Sum(usage => usage.Requests),
            })
            .ToListAsync(cancellationToken);
        var classes = await usages
            .GroupBy(usage => new { usage.Day, Class = usage.Status / 100 })
            .Select(group => new
            {
                group.Key.Day,
                group.Key.Class,
                Requests = group.Sum(usage => usage.Requests),
            })
            .ToListAsync(cancellationToken);
        var venues = await usages
            .GroupBy(usage => new { usage.Day, usage.NamedVenueId })
            .Select(group => new
            {
                group.Key.Day,
                group.Key.NamedVenueId,
                Requests = group.Sum(usage => usage.Requests),
            })
            .ToListAsync(cancellationToken);
        var last = await usages
            .GroupBy(usage => usage.Day)
            .Select(group => group.OrderByDescending(usage => usage.LastAt).First())
            .ToDictionaryAsync(usage => usage.Day, cancellationToken);

        return
        [
            .. last
                .Values.OrderByDescending(usage => usage.Day)
                .Select(day => new TokenDayDto(
                    day.Day,
                    methods.Where(row => row.Day == day.Day).Sum(row => row.Requests),
                    methods
                        .Where(row => row.Day == day.Day)
                        .OrderBy(row => row.Method, StringComparer.Ordinal)
                        .ToDictionary(row => row.Method, row => row.Requests, StringComparer.Ordinal),
                    classes
                        .Where(row => row.Day == day.Day)
                        .OrderBy(row => row.Class)
                        .ToDictionary(row => $"{row.Class}xx", row => row.Requests, StringComparer.Ordinal),
                    [
                        .. venues
                            .Where(row => row.Day == day.Day)
                            .OrderByDescending(row => row.Requests)
                            .Select(row => new VenueRequestsDto(Venue(row.NamedVenueId), row.Requests)),
                    ],
                    day.LastAt,
                    day.LastAddress
                )),
        ];
    }

    private (DateOnly From, DateOnly To) Period(GetTokenUsage request)
    {
        var to = Day(request.To ?? time.GetUtcNow());

        return (
            request.From is { } from ? Day(from) : DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - UsualDays + 1)),
            to
        );
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static Guid? Venue(Guid id) => id == Guid.Empty ? null : id;
}

/// <param name="Day">Of UTC. Days without requests are left out.</param>
/// <param name="ByStatus">By the first digit of the answer's status, such as <c>2xx</c>.</param>
public sealed record TokenDayDto(
    DateOnly Day,
    long Requests,
    IReadOnlyDictionary<string, long> ByMethod,
    IReadOnlyDictionary<string, long> ByStatus,
    IReadOnlyList<VenueRequestsDto> ByVenue,
    DateTimeOffset LastAt,
    string? LastAddress
);

/// <param name="VenueId">Null: requests that named no venue.</param>
public sealed record VenueRequestsDto(Guid? VenueId, long Requests);
