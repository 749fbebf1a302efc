namespace Crm.Application.Leads.Proof;

/// <summary>How many leads came by each form on each day (UTC, by the time of submission), without test leads.</summary>
public interface ILeadDays
{
    /// <summary>The latest days first.</summary>
    Task<IReadOnlyList<LeadDay>> CountAsync(
        IReadOnlyList<Guid> accountIds,
        DateOnly from,
        DateOnly to,
        int most,
        CancellationToken cancellationToken
    );
}

public sealed record LeadDay(Guid AccountId, string FormId, DateOnly Day, int Count);
