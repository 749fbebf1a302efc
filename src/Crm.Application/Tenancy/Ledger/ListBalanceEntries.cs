using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Ledger;

public sealed record ListBalanceEntries(string? Cursor, int Limit, bool IncludeTotal = false)
    : IRequest<Page<BalanceEntryDto>>;

internal sealed class ListBalanceEntriesValidator : AbstractValidator<ListBalanceEntries>
{
    public ListBalanceEntriesValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor)
            .Must(cursor =>
                cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            )
            .WithErrorCode("cursor");
    }
}

internal sealed class ListBalanceEntriesHandler(ITenancyDb db)
    : IRequestHandler<ListBalanceEntries, Page<BalanceEntryDto>>
{
    public async Task<Page<BalanceEntryDto>> Handle(ListBalanceEntries request, CancellationToken cancellationToken)
    {
        var entries = db.BalanceEntries.AsNoTracking();
        long? total = request.IncludeTotal ? await entries.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = long.Parse(cursor, CultureInfo.InvariantCulture);
            entries = entries.Where(entry => entry.Number < last);
        }

        var page = await entries
            .OrderByDescending(entry => entry.Number)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();

        return new(
            [.. shown.Select(BalanceEntryDto.From)],
            page.Count > request.Limit ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
            total
        );
    }
}
