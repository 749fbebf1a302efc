using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>What somebody did with a lead: never changed afterwards, and gone with the lead.</summary>
public sealed class HistoryEntry : ITenantOwned, IHasEvents
{
    public const int LongestNote = 4_000;

    private readonly List<DomainEvent> events = [];

    private HistoryEntry() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid LeadId { get; private set; }
    public HistoryKind Kind { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>person, api_token or system.</summary>
    public string ActorKind { get; private set; } = null!;
    public Guid? ActorId { get; private set; }

    /// <summary>The stage or owner before; null: nobody.</summary>
    public string? Before { get; private set; }

    /// <summary>The stage or owner since then; of a change, the names of its members with a space between.</summary>
    public string? After { get; private set; }

    /// <summary>Of a note.</summary>
    public string? Text { get; private set; }

    public IReadOnlyList<DomainEvent> Events => events;

    public static HistoryEntry OfStatus(Lead lead, string before, Doer by, DateTimeOffset at) =>
        Create(lead, HistoryKind.Status, by, at, before, lead.Status);

    public static HistoryEntry OfAssignment(Lead lead, Guid? before, Doer by, DateTimeOffset at) =>
        Create(lead, HistoryKind.Assignment, by, at, before?.ToString(), lead.OwnerId?.ToString());

    /// <summary>Without what the members held or hold: a person who is erased must be found nowhere else.</summary>
    /// <param name="members">Their names.</param>
    public static HistoryEntry OfChange(Lead lead, IEnumerable<string> members, Doer by, DateTimeOffset at) =>
        Create(lead, HistoryKind.Change, by, at, after: string.Join(' ', members));

    /// <summary>Leaves the lead itself as it is, so that nobody who changes it at this moment is refused.</summary>
    public static HistoryEntry OfNote(Lead lead, string text, Doer by, DateTimeOffset at)
    {
        var note = Create(lead, HistoryKind.Note, by, at);
        note.Text = text;
        note.events.Add(new LeadUpdated(at, lead.Id, lead.Source, lead.VenueId));

        return note;
    }

    public void ClearEvents() => events.Clear();

    private static HistoryEntry Create(
        Lead lead,
        HistoryKind kind,
        Doer by,
        DateTimeOffset at,
        string? before = null,
        string? after = null
    ) =>
        new()
        {
            TenantId = lead.TenantId,
            Id = Guid.CreateVersion7(at),
            LeadId = lead.Id,
            Kind = kind,
            At = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)),
            ActorKind = by.Kind,
            ActorId = by.Id,
            Before = before,
            After = after,
        };
}

public enum HistoryKind
{
    Status,
    Assignment,
    Note,
    Change,
}

/// <param name="Kind">person, api_token or system.</param>
public sealed record Doer(string Kind, Guid? Id);
