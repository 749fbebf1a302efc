using System.Globalization;
using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <param name="Direction"><c>outbound</c> or <c>inbound</c>; null: both.</param>
/// <param name="Outcome"><c>ok</c> or <c>failed</c>; null: both.</param>
public sealed record ListIntegrationLog(
    Guid AccountId,
    string? Direction,
    string? Outcome,
    string? Cursor,
    int Limit,
    bool IncludeTotal = false
) : IRequest<Page<LogEntryDto>>;

public sealed record LogEntryDto(
    Guid Id,
    DateTimeOffset At,
    string Direction,
    string Action,
    string Outcome,
    string? Code,
    string? ProviderRequestId,
    int? LatencyMs
)
{
    internal static readonly Expression<Func<IntegrationLogEntry, LogEntryDto>> FromEntity = entry => new LogEntryDto(
        entry.Id,
        entry.At,
        entry.Direction,
        entry.Action,
        entry.Outcome,
        entry.Code,
        entry.ProviderRequestId,
        entry.LatencyMs
    );
}

internal sealed class ListIntegrationLogValidator : AbstractValidator<ListIntegrationLog>
{
    public ListIntegrationLogValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
        RuleFor(request => request.Direction)
            .Must(direction => direction is null or IntegrationLogEntry.Outbound or IntegrationLogEntry.Inbound);
        RuleFor(request => request.Outcome)
            .Must(outcome => outcome is null or IntegrationLogEntry.Succeeded or IntegrationLogEntry.Failed);
    }
}

internal sealed class ListIntegrationLogHandler(IIntegrationsDb db)
    : IRequestHandler<ListIntegrationLog, Page<LogEntryDto>>
{
    public async Task<Page<LogEntryDto>> Handle(ListIntegrationLog request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var entries = db.LogEntries.Where(entry => entry.AccountId == account.Id);
        if (request.Direction is { } direction)
        {
            entries = entries.Where(entry => entry.Direction == direction);
        }

        if (request.Outcome is { } outcome)
        {
            entries = entries.Where(entry => entry.Outcome == outcome);
        }

        long? total = request.IncludeTotal ? await entries.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            entries = entries.Where(entry => entry.Id < last);
        }

        var page = await entries
            .OrderByDescending(entry => entry.Id)
            .Take(request.Limit + 1)
            .Select(LogEntryDto.FromEntity)
            .ToListAsync(cancellationToken);

        return Page.Of(page, request.Limit, row => row.Id.ToString(), total);
    }
}
