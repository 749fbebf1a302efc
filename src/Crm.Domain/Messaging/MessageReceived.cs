using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <param name="Kind">text, image and so on, in the platform's words.</param>
/// <param name="VenueId">Of the account, where it has exactly one.</param>
public sealed record MessageReceived(
    DateTimeOffset OccurredAt,
    Guid MessageId,
    Guid ConversationId,
    Guid AccountId,
    Guid? LeadId,
    string Kind,
    Guid? VenueId = null
) : DomainEvent(OccurredAt), IVenueBound
{
    public override string Type => "message.received";
}
