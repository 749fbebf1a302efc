using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

public sealed record ListVenues(string? Cursor, int Limit, bool IncludeTotal) : IRequest<Page<VenueDto>>;

internal sealed class ListVenuesValidator : AbstractValidator<ListVenues>
{
    public ListVenuesValidator()
    {
        RuleFor(request => request.Limit).InclusiveBetween(1, 200).WithErrorCode("limit");
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor is null || Guid.TryParse(cursor, out _))
            .WithErrorCode("cursor");
    }
}

internal sealed class ListVenuesHandler(IVenuesDb db) : IRequestHandler<ListVenues, Page<VenueDto>>
{
    public async Task<Page<VenueDto>> Handle(ListVenues request, CancellationToken cancellationToken)
    {
        var venues = db.Venues.AsNoTracking();
        long? total = request.IncludeTotal ? await venues.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            venues = venues.Where(venue => venue.Id < last);
        }

        var page = await venues
            .OrderByDescending(venue => venue.Id)
            .Take(request.Limit + 1)
            .Select(VenueDto.FromEntity)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();

        return new(shown, page.Count > request.Limit ? shown[^1].Id.ToString() : null, total);
    }
}
