using Crm.Domain.Common;

namespace Crm.Domain.Leads;

public sealed record LeadCreated(DateTimeOffset OccurredAt, Guid LeadId, string Source, Guid? VenueId = null)
    : DomainEvent(OccurredAt),
        IVenueBound
{
    public override string Type => "lead.created";
}

public sealed record LeadUpdated(DateTimeOffset OccurredAt, Guid LeadId, string Source, Guid? VenueId = null)
    : DomainEvent(OccurredAt),
        IVenueBound
{
    public override string Type => "lead.updated";
}
