using Crm.Application.Leads.Pipelines;
using FluentValidation;
using MediatR;

namespace Crm.Application.Leads.Work;

/// <param name="Status">The key of a stage.</param>
public sealed record MoveLead(Guid LeadId, string Status) : IRequest<VersionedLead>;

internal sealed class MoveLeadValidator : AbstractValidator<MoveLead>
{
    public MoveLeadValidator() => RuleFor(request => request.Status).NotEmpty().WithErrorCode("status_unknown");
}

internal sealed class MoveLeadHandler(ILeadsDb db, LeadDesk desk, IPipelineTurns turns)
    : IRequestHandler<MoveLead, VersionedLead>
{
    public async Task<VersionedLead> Handle(MoveLead request, CancellationToken cancellationToken)
    {
        VersionedLead? answer = null;
        await turns.KeepingStagesAsync(
            async () =>
            {
                var lead = await desk.LoadAsync(request.LeadId, cancellationToken);
                await desk.MoveAsync(lead, request.Status, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                answer = VersionedLead.Of(lead);
            },
            cancellationToken
        );

        return answer!;
    }
}
