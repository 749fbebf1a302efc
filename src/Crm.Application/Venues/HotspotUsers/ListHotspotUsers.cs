using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.HotspotUsers;

/// <param name="VenueId">The venue's id or its external id; null: all that the caller may see.</param>
/// <param name="Q">Part of a name, e-mail, phone or MAC, in any spelling.</param>
/// <param name="From">Guests who were there at this time or later.</param>
/// <param name="To">Guests who were there before this time.</param>
public sealed record ListHotspotUsers(
    string? VenueId,
    string? Q,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Cursor,
    int Limit,
    bool IncludeTotal
) : IRequest<Page<HotspotUserDto>>;

internal sealed class ListHotspotUsersValidator : AbstractValidator<ListHotspotUsers>
{
    public ListHotspotUsersValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Q).MaximumLength(200).WithErrorCode("text_too_long");
        RuleFor(request => request.VenueId).MaximumLength(200).WithErrorCode("text_too_long");
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListHotspotUsersHandler(IVenuesDb db, IVenueReferences venues)
    : IRequestHandler<ListHotspotUsers, Page<HotspotUserDto>>
{
    public async Task<Page<HotspotUserDto>> Handle(ListHotspotUsers request, CancellationToken cancellationToken)
    {
        Guid? venueId = request.VenueId is null ? null : await venues.ResolveAsync(request.VenueId, cancellationToken);
        var needle = SearchText.Needle(request.Q ?? "");
        if (needle.Length == 0 && !string.IsNullOrWhiteSpace(request.Q))
        {
            // Signs alone that a search passes over are part of nothing.
            return new([], NextCursor: null, request.IncludeTotal ? 0 : null);
        }

        var users = Filtered(request, venueId, needle);
        long? total = request.IncludeTotal ? await users.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            users = users.Where(user => user.Id < last);
        }

        var page = await users
            .OrderByDescending(user => user.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).Select(HotspotUserDto.From).ToList();

        return new(shown, page.Count > request.Limit ? shown[^1].Id.ToString() : null, total);
    }

    private IQueryable<HotspotUser> Filtered(ListHotspotUsers request, Guid? venueId, string needle)
    {
        var users = db.HotspotUsers.AsNoTracking();
        if (venueId is { } venue)
        {
            users = users.Where(user => user.VenueId == venue);
        }

        if (needle.Length > 0)
        {
            users = users.Where(user => user.SearchText.Contains(needle));
        }

        if (request.From is { } from)
        {
            var since = from.ToUniversalTime();
            users = users.Where(user => user.LastSeenAt >= since);
        }

        if (request.To is { } to)
        {
            var until = to.ToUniversalTime();
            users = users.Where(user => user.FirstSeenAt < until);
        }

        return users;
    }
}
