namespace Crm.Application.Leads.Reports;

/// <summary>Counts the leads that were added in a span of days, without test leads and without those that were deleted.</summary>
public interface ILeadReport
{
    /// <returns>The whole, and its groups, the largest first.</returns>
    Task<(LeadCounts Total, IReadOnlyList<LeadGroup> Groups)> CountAsync(
        LeadSpan span,
        LeadGrouping groupBy,
        IReadOnlyList<string> wonStages,
        CancellationToken cancellationToken
    );
}

/// <param name="From">The first day, in the company's time zone.</param>
/// <param name="To">The last day.</param>
public sealed record LeadSpan(DateOnly From, DateOnly To, string TimeZone);

public enum LeadGrouping
{
    Day,
    Source,
    Campaign,
    Owner,
    Status,
}

/// <param name="MedianSeconds">From adding to the first contact, of those where it is known; null: of none.</param>
public sealed record LeadCounts(long Leads, long Won, double? MedianSeconds);

/// <param name="Key">Null: without an owner, without a campaign.</param>
public sealed record LeadGroup(string? Key, string? Name, LeadCounts Counts);
