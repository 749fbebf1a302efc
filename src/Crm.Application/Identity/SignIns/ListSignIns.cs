using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Identity;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity.SignIns;

/// <summary>Where the caller is signed in, newest first.</summary>
public sealed record ListSignIns(string? Cursor, int Limit) : IRequest<Page<SignInDto>>;

internal sealed class ListSignInsValidator : AbstractValidator<ListSignIns>
{
    public ListSignInsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListSignInsHandler(IIdentityDb db, ICurrentUser user, TimeProvider time)
    : IRequestHandler<ListSignIns, Page<SignInDto>>
{
    public async Task<Page<SignInDto>> Handle(ListSignIns request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var renewedAfter = now - RefreshFamily.TokenLifetime;
        // The caller's own lives, so its stamp is the person's.
        var own = await db
            .RefreshFamilies.AsNoTracking()
            .SingleAsync(family => family.Id == user.FamilyId, cancellationToken);
        var alive = db.RefreshFamilies.Where(family =>
            family.PersonId == own.PersonId
            && family.Stamp == own.Stamp
            && family.RevokedAt == null
            && family.EndsAt > now
            && family.RotatedAt > renewedAfter
        );
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            alive = alive.Where(family => family.Id < last);
        }

        var page = await alive
            .OrderByDescending(family => family.Id)
            .Take(request.Limit + 1)
            .Select(SignInDto.SeenFrom(own.Id))
            .ToListAsync(cancellationToken);

        return Page.Of(page, request.Limit, row => row.Id.ToString());
    }
}
