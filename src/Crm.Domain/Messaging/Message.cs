using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>
/// One message, received or sent. Of a sent one nothing depends on the order in which its statuses arrive: what was seen is kept, and
/// the state is read from it.
/// </summary>
public sealed partial class Message : ITenantOwned, IVersioned, IHasEvents
{
    private readonly List<DomainEvent> events = [];

    private Message() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid ConversationId { get; private set; }
    public Guid AccountId { get; private set; }
    public MessageDirection Direction { get; private set; }
    public MessageContent Content { get; private set; } = null!;

    /// <summary>The platform's own; of a sent one, of its last attempt.</summary>
    public string? ExternalId { get; private set; }
    public MessageStatus Status { get; private set; }

    /// <summary>When it was written, by the platform's clock.</summary>
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a worker may take it; while one has it, the end of its lease.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Since when a person wants it sent.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>The platform asked to wait until then.</summary>
    public DateTimeOffset? RetryAt { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>How often the platform asked to wait.</summary>
    public int Postponements { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }
    public MessageFault? Fault { get; private set; }

    /// <summary>Who wrote it here: a person's or token's id.</summary>
    public Guid? AuthorId { get; private set; }
    public uint Version { get; private set; }

    public IReadOnlyList<DomainEvent> Events => events;

    /// <summary>Comes back with what is told of it; names the attempt, since one may be told of late.</summary>
    public string Reference => $"{Id:N}:{Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    public void ClearEvents() => events.Clear();

    /// <summary>Whoever looks at it hears that it stands otherwise now.</summary>
    /// <param name="had">How it stood before.</param>
    public void Announce(MessageStatus had, DateTimeOffset now)
    {
        if (Status != had)
        {
            events.Add(new MessageUpdated(now, Id, ConversationId, AccountId, Status.ToString().ToLowerInvariant()));
        }
    }

    /// <param name="venueId">Of the account, where it has exactly one.</param>
    public static Message Receive(
        Conversation conversation,
        string externalId,
        MessageContent content,
        DateTimeOffset at,
        Guid? venueId,
        DateTimeOffset now
    )
    {
        var message = Create(conversation, content, MessageDirection.Inbound, at, now);
        message.ExternalId = externalId;
        message.Status = MessageStatus.Received;
        message.events.Add(
            new MessageReceived(
                now,
                message.Id,
                conversation.Id,
                conversation.AccountId,
                conversation.LeadId,
                content.Type,
                venueId
            )
        );

        return message;
    }

    public static Message Compose(Conversation conversation, MessageContent content, Guid? authorId, DateTimeOffset now)
    {
        var message = Create(conversation, content, MessageDirection.Outbound, now, now);
        message.Status = MessageStatus.Pending;
        message.DueAt = now;
        message.QueuedAt = now;
        message.AuthorId = authorId;

        return message;
    }

    /// <summary>From here on it may have happened.</summary>
    public MessageAttempt Begin(DateTimeOffset now, TimeSpan lease)
    {
        Require(Status is MessageStatus.Pending);
        Attempts++;
        Status = MessageStatus.Sending;
        DueAt = now + lease;
        (RetryAt, ExternalId, Fault) = (null, null, null);
        (AcceptedAt, SentAt, FailedAt) = (null, null, null);

        return MessageAttempt.Begin(this, now);
    }

    /// <summary>The platform took it. A status may have told more by now.</summary>
    public void Accept(string externalId, DateTimeOffset now)
    {
        ExternalId ??= externalId;
        AcceptedAt ??= now;
        Judge();
    }

    public void Refuse(MessageFault fault, DateTimeOffset now)
    {
        // A person has had it sent again meanwhile, which this says nothing of.
        if (Status is not (MessageStatus.Pending or MessageStatus.Cancelled))
        {
            Fail(fault, now);
        }
    }

    public void Postpone(MessageFault fault, DateTimeOffset until)
    {
        if (Status is MessageStatus.Sending)
        {
            (Status, DueAt, RetryAt, Fault) = (MessageStatus.Pending, until, until, fault);
            // A pause of our own says nothing of how often the platform has asked for one.
            Postponements += fault.ProviderCode is null ? 0 : 1;
        }
    }

    /// <summary>Its answer was lost.</summary>
    public void Lose(MessageFault fault)
    {
        if (Status is MessageStatus.Sending)
        {
            (Status, DueAt, Fault) = (MessageStatus.Unknown, null, fault);
        }
    }

    /// <summary>What was meant for today is not sent tomorrow.</summary>
    public bool IsExpiredAt(DateTimeOffset now, TimeSpan patience) => now - (QueuedAt ?? CreatedAt) >= patience;

    /// <summary>Its turn came, and it may not go any more.</summary>
    public bool Expire(MessageFault fault, DateTimeOffset now)
    {
        if (Status is not MessageStatus.Pending)
        {
            return false;
        }

        Fault = null;
        Fail(fault, now);

        return true;
    }

    public bool Cancel(MessageFault fault)
    {
        if (Status is not MessageStatus.Pending)
        {
            return false;
        }

        (Status, DueAt, RetryAt, Fault) = (MessageStatus.Cancelled, null, null, fault);

        return true;
    }

    /// <summary>By a person's decision.</summary>
    /// <param name="isConfirmed">The person knows that it may arrive twice.</param>
    public void Retry(bool isConfirmed, DateTimeOffset now)
    {
        if (Status is MessageStatus.Unknown && !isConfirmed)
        {
            throw new DomainException("confirmation_required");
        }

        Require(Status is MessageStatus.Unknown or MessageStatus.Failed or MessageStatus.Cancelled);
        (Status, DueAt, RetryAt, Fault, Postponements) = (MessageStatus.Pending, now, null, null, 0);
        (FailedAt, IsBillable, QueuedAt) = (null, null, now);
    }

    /// <param name="attempt">Of which it is told; null: not known, and so the last.</param>
    /// <param name="isBillable">Counts as far as the status does.</param>
    public void Tell(
        MessageStep step,
        DateTimeOffset at,
        string externalId,
        int? attempt,
        MessageFault? fault,
        bool? isBillable = null
    )
    {
        var isOld = Status is MessageStatus.Pending or MessageStatus.Cancelled || (attempt ?? Attempts) < Attempts;
        if (isOld && step is not (MessageStep.Delivered or MessageStep.Read))
        {
            // A person had it sent again, and only an arrival makes that needless.
            return;
        }

        ExternalId ??= isOld ? null : externalId;
        IsBillable = IsBillable is false ? false : isBillable ?? IsBillable;
        switch (step)
        {
            case MessageStep.Sent:
                SentAt ??= at;
                break;
            case MessageStep.Delivered:
                DeliveredAt ??= at;
                break;
            case MessageStep.Read:
                ReadAt ??= at;
                break;
            default:
                FailedAt ??= at;
                Fault = fault ?? Fault;
                break;
        }

        Judge();
    }

    private static Message Create(
        Conversation conversation,
        MessageContent content,
        MessageDirection direction,
        DateTimeOffset at,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = conversation.TenantId,
            Id = Guid.CreateVersion7(now),
            ConversationId = conversation.Id,
            AccountId = conversation.AccountId,
            Direction = direction,
            Content = content,
            At = at,
            CreatedAt = now,
        };

    private void Fail(MessageFault fault, DateTimeOffset now)
    {
        FailedAt ??= now;
        // What nobody knew is known now.
        Fault = Status is MessageStatus.Unknown ? fault : Fault ?? fault;
        Judge();
    }

    // Whoever has it cannot have failed to get it, and reading often comes without having been delivered (whatsapp §5).
    private void Judge()
    {
        Status =
            ReadAt is not null ? MessageStatus.Read
            : DeliveredAt is not null ? MessageStatus.Delivered
            : FailedAt is not null ? MessageStatus.Failed
            : SentAt is not null ? MessageStatus.Sent
            : MessageStatus.Accepted;
        (DueAt, RetryAt) = (null, null);
        if (Status is not MessageStatus.Failed)
        {
            Fault = null;
        }
    }

    private static void Require(bool isPossible)
    {
        if (!isPossible)
        {
            throw new DomainException("message_not_retryable");
        }
    }
}
