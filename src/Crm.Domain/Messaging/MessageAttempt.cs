using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>One call for a message, and what became of it.</summary>
public sealed class MessageAttempt : ITenantOwned
{
    private MessageAttempt() { }

    public TenantId TenantId { get; private set; }
    public Guid MessageId { get; private set; }
    public int Number { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Null: it runs, or whoever ran it died.</summary>
    public AttemptOutcome? Outcome { get; private set; }
    public MessageFault? Fault { get; private set; }

    /// <summary>The provider's own name of the call.</summary>
    public string? RequestId { get; private set; }

    internal static MessageAttempt Begin(Message message, DateTimeOffset now) =>
        new()
        {
            TenantId = message.TenantId,
            MessageId = message.Id,
            Number = message.Attempts,
            StartedAt = now,
        };

    public void End(AttemptOutcome outcome, MessageFault? fault, string? requestId, DateTimeOffset now) =>
        (Outcome, Fault, RequestId, EndedAt) = (outcome, fault, requestId, now);
}

public enum AttemptOutcome
{
    Accepted,
    Refused,
    Postponed,
    Lost,
}
