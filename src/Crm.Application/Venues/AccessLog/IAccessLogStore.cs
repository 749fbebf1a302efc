using Crm.Domain.Venues;

namespace Crm.Application.Venues.AccessLog;

/// <summary>The access log of law 5651: lines are added and read; only its own retention deletes them, by whole days.</summary>
public interface IAccessLogStore
{
    /// <summary>One after another on any number of servers, so that a venue has one chain a day.</summary>
    Task<AccessLogDay> AppendAsync(
        Guid venueId,
        IReadOnlyList<AccessSession> sessions,
        CancellationToken cancellationToken
    );

    /// <summary>Whether the head of a day's chain is as we sealed it.</summary>
    ValueTask<Func<AccessLogDay, bool>> SealCheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Answers everything that <paramref name="read"/> asks as it stood at one moment, whatever is appended or expires meanwhile.
    /// </summary>
    Task<T> AtOneMomentAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken);

    /// <returns>How many days of any tenant's venues were deleted because their retention is over.</returns>
    Task<int> DeleteExpiredAsync(DateOnly today, int mostDays, CancellationToken cancellationToken);
}
