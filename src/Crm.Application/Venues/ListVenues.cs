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
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
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

        return Page.Of(page, request.Limit, row => row.Id.ToString(), total);
    }
}
