using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <param name="UnusedDays">Only those that exist for so long and were not used in that time.</param>
public sealed record ListApiTokens(int? UnusedDays, string? Cursor, int Limit, bool IncludeTotal = false)
    : IRequest<Page<ApiTokenDto>>;

internal sealed class ListApiTokensValidator : AbstractValidator<ListApiTokens>
{
    public ListApiTokensValidator()
    {
        RuleFor(request => request.UnusedDays).InclusiveBetween(1, 3650);
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListApiTokensHandler(IApiTokensDb db, ICaller caller, TimeProvider time)
    : IRequestHandler<ListApiTokens, Page<ApiTokenDto>>
{
    public async Task<Page<ApiTokenDto>> Handle(ListApiTokens request, CancellationToken cancellationToken)
    {
        var rows = db.WithUse(db.Visible(caller.Venues));
        if (request.UnusedDays is { } days)
        {
            var since = time.GetUtcNow().AddDays(-days);
            rows = rows.Where(row =>
                row.Token.CreatedAt < since && (row.Activity == null || row.Activity.LastUsedAt < since)
            );
        }

        long? total = request.IncludeTotal ? await rows.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            rows = rows.Where(row => row.Token.Id < last);
        }

        var page = await rows.OrderByDescending(row => row.Token.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).Select(row => ApiTokenDto.From(row.Token, row.Activity)).ToList();

        return new(shown, page.Count > request.Limit ? shown[^1].Id.ToString() : null, total);
    }
}
