namespace Crm.Infrastructure.Outbox;

/// <summary>What is signalled after events were committed.</summary>
internal static class EventTopic
{
    public const string Name = "events";
}
