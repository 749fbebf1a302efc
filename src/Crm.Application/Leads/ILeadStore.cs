using Crm.Application.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>
/// Takes leads in so that on any number of servers one person becomes one lead: whoever has the same normalised e-mail or
/// phone waits until the other is committed. For a caller who is limited to venues, only people of these venues are there; what
/// an erased person had sent before is never taken again.
/// </summary>
public interface ILeadStore
{
    /// <summary>Adds lead, submission and events in one commit, unless the person or the submission is there already.</summary>
    /// <param name="evenIfDuplicate">The person may be there already.</param>
    /// <param name="answer">Written in the same commit; whoever's key was answered before adds nothing.</param>
    /// <param name="within">Where the person is looked for; null: wherever the caller may look.</param>
    /// <returns>Whether it was added; otherwise nothing was written.</returns>
    Task<bool> AddAsync(
        Lead lead,
        Submission? submission,
        bool evenIfDuplicate,
        CancellationToken cancellationToken,
        VenueScope? within = null,
        IdempotencyRecord? answer = null
    );

    /// <summary>Whether the caller sees the person, who may also be there as a lead that was deleted.</summary>
    Task<bool> IsThereAsync(Lead lead, CancellationToken cancellationToken);

    /// <summary>
    /// Merges into the oldest lead of the same person, in its own transaction; adds after all when that is gone by now. Where the person
    /// is there as a deleted lead alone, that one is back.
    /// </summary>
    /// <param name="answer">Makes what is written in the same commit, of the lead as it is then.</param>
    /// <returns>The lead as it is now; null when this submission was taken before: nothing was written.</returns>
    Task<Lead?> MergeAsync(
        Lead lead,
        LeadDetails details,
        Submission submission,
        CancellationToken cancellationToken,
        VenueScope? within = null,
        Func<Lead, ValueTask<IdempotencyRecord>>? answer = null
    );
}
