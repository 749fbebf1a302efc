namespace Crm.Domain.Common;

/// <summary>An entity whose verbs raise events; they are written in the same save and handled after the commit.</summary>
public interface IHasEvents
{
    IReadOnlyList<DomainEvent> Events { get; }

    void ClearEvents();
}

/// <summary>Something that happened to a tenant. Holds ids and states, never personal data: it is streamed and kept.</summary>
public abstract record DomainEvent(DateTimeOffset OccurredAt)
{
    /// <summary>The name clients subscribe to, for example <c>lead.created</c>.</summary>
    public abstract string Type { get; }
}
