using Crm.Application.Common;

namespace Crm.Application.Leads;

/// <summary>Pages of leads: the same cost for a tenant of a thousand and of a million.</summary>
public interface ILeadList
{
    /// <exception cref="FluentValidation.ValidationException">The cursor is none of ours.</exception>
    Task<Page<LeadDto>> ReadAsync(LeadFilter filter, CancellationToken cancellationToken);
}

/// <param name="HasNoOwner">Only those that nobody owns.</param>
/// <param name="Query">Part of a name, e-mail or phone.</param>
public sealed record LeadFilter(
    string? Status,
    string? Source,
    Guid? OwnerId,
    bool HasNoOwner,
    Guid? VenueId,
    string? Tag,
    string? Query,
    DateTimeOffset? From,
    DateTimeOffset? To,
    LeadSort Sort,
    string? Cursor,
    int Limit,
    bool IncludeTotal
)
{
    public bool NewestFirst => Sort is not LeadSort.OldestFirst;
}

public enum LeadSort
{
    NewestFirst,
    OldestFirst,

    /// <summary>What was changed last comes first.</summary>
    ChangedLast,

    /// <summary>As people of the company's country sort names; who has none comes last.</summary>
    ByName,
}
