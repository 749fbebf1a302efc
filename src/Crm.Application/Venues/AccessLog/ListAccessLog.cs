using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.AccessLog;

/// <param name="From">Sessions that went on at this time or later.</param>
/// <param name="To">Sessions that had begun before this time.</param>
public sealed record ListAccessLog(
    Guid VenueId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Cursor,
    int Limit,
    bool IncludeTotal
) : IRequest<Page<AccessLogEntryDto>>;

public sealed record AccessLogEntryDto(
    DateOnly Day,
    int Number,
    string Identity,
    string? MacAddress,
    string AssignedAddress,
    string? PublicAddress,
    int? PublicPortFrom,
    int? PublicPortTo,
    DateTimeOffset SessionFrom,
    DateTimeOffset? SessionTo,
    DateTimeOffset ReceivedAt,
    string Hash
)
{
    internal static AccessLogEntryDto From(AccessLogEntry entry) =>
        new(
            entry.Day,
            entry.Number,
            entry.Identity,
            entry.MacAddress,
            entry.AssignedAddress,
            entry.PublicAddress,
            entry.PublicPortFrom,
            entry.PublicPortTo,
            entry.SessionFrom,
            entry.SessionTo,
            entry.ReceivedAt,
            Convert.ToHexStringLower(entry.Hash)
        );
}

internal sealed class ListAccessLogValidator : AbstractValidator<ListAccessLog>
{
    public ListAccessLogValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor is null || AccessLogPlace.Read(cursor) is not null)
            .WithErrorCode("cursor");
    }
}

internal sealed class ListAccessLogHandler(IVenuesDb db) : IRequestHandler<ListAccessLog, Page<AccessLogEntryDto>>
{
    public async Task<Page<AccessLogEntryDto>> Handle(ListAccessLog request, CancellationToken cancellationToken)
    {
        await db.RequireVenueAsync(request.VenueId, cancellationToken);
        var entries = db.AccessLog.AsNoTracking().Where(entry => entry.VenueId == request.VenueId);
        if (request.From?.ToUniversalTime() is { } from)
        {
            entries = entries.Where(entry => entry.SessionTo == null || entry.SessionTo >= from);
        }

        if (request.To?.ToUniversalTime() is { } to)
        {
            entries = entries.Where(entry => entry.SessionFrom < to);
        }

        long? total = request.IncludeTotal ? await entries.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor && AccessLogPlace.Read(cursor) is var (day, number))
        {
            entries = entries.Where(entry => entry.Day < day || (entry.Day == day && entry.Number < number));
        }

        var page = await entries
            .OrderByDescending(entry => entry.Day)
            .ThenByDescending(entry => entry.Number)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();

        return new(
            [.. shown.Select(AccessLogEntryDto.From)],
            page.Count > request.Limit ? AccessLogPlace.Write(shown[^1]) : null,
            total
        );
    }
}

/// <summary>A line's place in its venue's log.</summary>
internal static class AccessLogPlace
{
    public static string Write(AccessLogEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Day:yyyyMMdd}-{entry.Number}");

    public static (DateOnly Day, int Number)? Read(string cursor) =>
        cursor.Split('-') is [var date, var position]
        && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (day, number)
            : null;
}
