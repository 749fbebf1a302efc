using Crm.Application.Common;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Sending;

/// <summary>Where messages wait for their turn.</summary>
internal sealed class MessageQueue(ICaller caller, IWakeup wakeup, TimeProvider time)
{
    public Message Compose(Conversation conversation, MessageContent content)
    {
        var now = time.GetUtcNow();
        conversation.NoteMessage(now);

        return Message.Compose(conversation, content, caller.Actor.Id, now);
    }

    /// <summary>After the commit.</summary>
    public void Wake() => wakeup.Signal(MessageTopic.Name);
}

/// <summary>What wakes the workers that send.</summary>
public static class MessageTopic
{
    public const string Name = "messages";
}
