using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>A sent message has come further, or to its end.</summary>
/// <param name="Status">As the API names it.</param>
public sealed record MessageUpdated(
    DateTimeOffset OccurredAt,
    Guid MessageId,
    Guid ConversationId,
    Guid AccountId,
    string Status
) : DomainEvent(OccurredAt)
{
    public override string Type => "message.updated";
}
