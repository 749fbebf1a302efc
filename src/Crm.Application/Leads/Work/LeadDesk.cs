using Crm.Application.Common;
using Crm.Domain.Leads;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Work;

/// <summary>What every change of a lead by a person shares: who did it is kept beside it, in the same commit.</summary>
internal sealed class LeadDesk(ILeadsDb db, ILeadReferences references, ICaller caller, TimeProvider time)
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public Doer Doer =>
        new(
            caller.Actor.Kind switch
            {
                ActorKind.Person => "person",
                ActorKind.ApiToken => "api_token",
                _ => "system",
            },
            caller.Actor.Id
        );

    public async Task<Lead> LoadAsync(Guid leadId, CancellationToken cancellationToken) =>
        await db.Leads.SingleOrDefaultAsync(lead => lead.Id == leadId, cancellationToken)
        ?? throw new NotFoundException("Lead");

    public void Correct(Lead lead, LeadCorrection correction)
    {
        var members = lead.Correct(correction, Now);
        if (members.Count > 0)
        {
            db.History.Add(HistoryEntry.OfChange(lead, members, Doer, Now));
        }
    }

    /// <summary>While the stages are kept as they are.</summary>
    public async Task MoveAsync(Lead lead, string status, CancellationToken cancellationToken)
    {
        var pipeline = await db.Pipelines.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var stage =
            (pipeline?.Stages ?? Pipeline.Default).FirstOrDefault(stage => stage.Key == status)
            ?? throw new ValidationException([new("status", "status_unknown") { ErrorCode = "status_unknown" }]);
        var before = lead.Status;
        if (lead.MoveTo(stage, Now))
        {
            db.History.Add(HistoryEntry.OfStatus(lead, before, Doer, Now));
        }
    }

    /// <param name="ownerId">Null: nobody.</param>
    public async Task AssignAsync(Lead lead, Guid? ownerId, CancellationToken cancellationToken)
    {
        if (ownerId is { } owner && !await references.IsMemberAsync(owner, cancellationToken))
        {
            throw new ValidationException([new("ownerId", "owner_unknown") { ErrorCode = "owner_unknown" }]);
        }

        var before = lead.OwnerId;
        if (lead.AssignTo(ownerId, Now))
        {
            db.History.Add(HistoryEntry.OfAssignment(lead, before, Doer, Now));
        }
    }
}
