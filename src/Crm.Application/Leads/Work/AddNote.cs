using Crm.Application.Common;
using Crm.Application.Leads.History;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Work;

public sealed record AddNote(Guid LeadId, string Text) : IRequest<TimelineEntryDto>;

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator()
    {
        RuleFor(request => request.Text).Must(text => CleanText.Of(text) is not null).WithErrorCode("note_empty");
        RuleFor(request => request.Text).MaximumLength(HistoryEntry.LongestNote).WithErrorCode("text_too_long");
    }
}

internal sealed class AddNoteHandler(ILeadsDb db, LeadDesk desk) : IRequestHandler<AddNote, TimelineEntryDto>
{
    public async Task<TimelineEntryDto> Handle(AddNote request, CancellationToken cancellationToken)
    {
        var lead =
            await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == request.LeadId, cancellationToken)
            ?? throw new NotFoundException("Lead");
        var note = HistoryEntry.OfNote(lead, CleanText.Of(request.Text)!, desk.Doer, desk.Now);
        db.History.Add(note);
        await db.SaveChangesAsync(cancellationToken);

        return TimelineEntryDto.Of(note);
    }
}
