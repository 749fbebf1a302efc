using Crm.Application.Common;
using Crm.Application.Leads.Consents;
using Crm.Application.Leads.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.History;

/// <summary>All that happened to a lead, newest first, wherever it is kept.</summary>
public sealed record GetTimeline(Guid LeadId, string? Cursor, int Limit) : IRequest<Page<TimelineEntryDto>>;

internal sealed class GetTimelineValidator : AbstractValidator<GetTimeline>
{
    public GetTimelineValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor)
            .Must(cursor => cursor is null || TimelineCursor.Read(cursor) is not null)
            .WithErrorCode("cursor");
    }
}

internal sealed class GetTimelineHandler(ILeadsDb db, ILeadMessages messages)
    : IRequestHandler<GetTimeline, Page<TimelineEntryDto>>
{
    public async Task<Page<TimelineEntryDto>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        if (!await db.Leads.AnyAsync(lead => lead.Id == request.LeadId, cancellationToken))
        {
            throw new NotFoundException("Lead");
        }

        var place = request.Cursor is { } cursor ? TimelineCursor.Read(cursor)! : TimelineCursor.Beginning;
        var most = request.Limit + 1;
        var told = await messages.ReadAsync(request.LeadId, place, most, cancellationToken);
        // Each kind gives a whole page, so whatever is newest of all of them is among these.
        var rows = (await DoneAsync(request.LeadId, place, most, cancellationToken))
            .Concat(await SubmittedAsync(request.LeadId, place, most, cancellationToken))
            .Concat(await ConsentedAsync(request.LeadId, place, most, cancellationToken))
            .Concat(told.Select(Of))
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Id)
            .Take(most)
            .ToList();

        return Page.Of(rows, request.Limit, entry => TimelineCursor.Write(new(entry.At, entry.Id)));
    }

    private async Task<IEnumerable<TimelineEntryDto>> DoneAsync(
        Guid leadId,
        TimelinePlace before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var entries = await db
            .History.AsNoTracking()
            .Where(entry => entry.LeadId == leadId)
            .Where(entry => entry.At < before.At || (entry.At == before.At && entry.Id < before.Id))
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        return entries.Select(TimelineEntryDto.Of);
    }

    private async Task<IEnumerable<TimelineEntryDto>> SubmittedAsync(
        Guid leadId,
        TimelinePlace before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var submissions = await db
            .Submissions.AsNoTracking()
            .Where(row => row.LeadId == leadId)
            .Where(row => row.ReceivedAt < before.At || (row.ReceivedAt == before.At && row.Id < before.Id))
            .OrderByDescending(row => row.ReceivedAt)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        return submissions.Select(row => new TimelineEntryDto(row.Id, TimelineKind.Submission, row.ReceivedAt)
        {
            Submission = SubmissionDto.From(row),
        });
    }

    private async Task<IEnumerable<TimelineEntryDto>> ConsentedAsync(
        Guid leadId,
        TimelinePlace before,
        int most,
        CancellationToken cancellationToken
    )
    {
        var consents = await db
            .Consents.AsNoTracking()
            .Where(row => row.LeadId == leadId)
            .Where(row => row.GivenAt < before.At || (row.GivenAt == before.At && row.Id < before.Id))
            .OrderByDescending(row => row.GivenAt)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);

        return consents.Select(row => new TimelineEntryDto(row.Id, TimelineKind.Consent, row.GivenAt)
        {
            Consent = ConsentDto.From(row),
        });
    }

    private static TimelineEntryDto Of(LeadMessage message) =>
        new(
            message.Id,
            TimelineKind.Message,
            message.At,
            message.AuthorId is { } author ? new(Kind: null, author) : null
        )
        {
            Message = message,
        };
}
