using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>
/// Takes leads in so that on any number of servers one person becomes one lead: whoever has the same normalised e-mail or
/// phone waits until the other is committed.
/// </summary>
public interface ILeadStore
{
    /// <summary>Adds lead, submission and events in one round trip, unless the person or the submission is there already.</summary>
    /// <param name="evenIfDuplicate">The person may be there already.</param>
    Task<Taken> AddAsync(Lead lead, Submission? submission, bool evenIfDuplicate, CancellationToken cancellationToken);

    /// <summary>Merges into the oldest lead of the same person, in its own transaction; adds after all when that is gone by now.</summary>
    Task<Taken> MergeAsync(Lead lead, LeadDetails details, Submission submission, CancellationToken cancellationToken);
}

/// <param name="LeadId">The lead that was added, or the one that is there already.</param>
/// <param name="Lead">As it is now, where it was merged.</param>
public sealed record Taken(Guid LeadId, TakenAs As, Lead? Lead = null);

public enum TakenAs
{
    Added,
    Merged,

    /// <summary>Nothing was written: the person has a lead.</summary>
    DuplicateFound,

    /// <summary>Nothing was written: this submission was taken before.</summary>
    SubmissionKnown,
}
