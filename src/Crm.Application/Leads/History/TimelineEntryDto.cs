using System.Text.Json.Serialization;
using Crm.Application.Leads.Consents;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Leads;

namespace Crm.Application.Leads.History;

/// <summary>Something that happened to a lead: the members of its kind are there, the others are not.</summary>
/// <param name="By">Null: the person themselves.</param>
public sealed record TimelineEntryDto(
    Guid Id,
    TimelineKind Kind,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TimelineActorDto? By = null
)
{
    /// <summary>The stage, or the owner's id, before. An assignment without it: nobody had it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>The stage, or the owner's id, since then. An assignment without it: nobody has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary>The names of what a change gave another value, as in the lead itself; what they held or hold is not told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Of a note.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SubmissionDto? Submission { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeadMessage? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConsentDto? Consent { get; init; }

    internal static TimelineEntryDto Of(HistoryEntry entry)
    {
        var isChange = entry.Kind is HistoryKind.Change;

        return new(entry.Id, KindOf(entry.Kind), entry.At, new(entry.ActorKind, entry.ActorId))
        {
            From = entry.Before,
            To = isChange ? null : entry.After,
            Members = isChange ? entry.After?.Split(' ') : null,
            Text = entry.Text,
        };
    }

    private static TimelineKind KindOf(HistoryKind kind) =>
        kind switch
        {
            HistoryKind.Status => TimelineKind.Status,
            HistoryKind.Assignment => TimelineKind.Assignment,
            HistoryKind.Change => TimelineKind.Change,
            _ => TimelineKind.Note,
        };
}

public enum TimelineKind
{
    Submission,
    Status,
    Assignment,
    Note,
    Change,
    Message,
    Consent,
}

/// <param name="Kind"><c>person</c>, <c>api_token</c> or <c>system</c>; null where only the id is known.</param>
/// <param name="Id">The member's or token's.</param>
public sealed record TimelineActorDto(string? Kind, Guid? Id);
