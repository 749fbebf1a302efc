using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

public sealed record ListMembers(string? Cursor, int Limit, bool IncludeTotal = false) : IRequest<Page<MemberDto>>;

internal sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor is null || MemberCursor.Parse(cursor) is not null)
            .WithErrorCode("cursor");
    }
}

internal sealed class ListMembersHandler(ITenancyDb db, MemberViews views)
    : IRequestHandler<ListMembers, Page<MemberDto>>
{
    public async Task<Page<MemberDto>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var members = db.Memberships.AsNoTracking();
        long? total = request.IncludeTotal ? await members.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var (at, id) = MemberCursor.Parse(cursor)!.Value;
            members = members.Where(member =>
                member.CreatedAt < at || (member.CreatedAt == at && member.PersonId < id)
            );
        }

        var page = await members
            .OrderByDescending(member => member.CreatedAt)
            .ThenByDescending(member => member.PersonId)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();

        return new(
            await views.OfAsync(shown, cancellationToken),
            page.Count > request.Limit ? MemberCursor.Of(shown[^1]) : null,
            total
        );
    }
}

/// <summary>A person's id is older than their place here, so the place's own time comes first.</summary>
internal static class MemberCursor
{
    public static string Of(Membership member) =>
        $"{member.CreatedAt.UtcTicks.ToString("x", CultureInfo.InvariantCulture)}-{member.PersonId:n}";

    public static (DateTimeOffset At, Guid PersonId)? Parse(string cursor) =>
        cursor.Split('-') is [var ticks, var person]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && at >= 0
        && at <= DateTimeOffset.MaxValue.Ticks
        && Guid.TryParseExact(person, "n", out var id)
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}
