namespace Crm.Domain.Publishing;

/// <summary>What became of a post at one account.</summary>
public enum TargetStatus
{
    Pending,
    Publishing,
    Published,
    Failed,

    /// <summary>It was sent and no answer came; it may be published or not.</summary>
    Unknown,
}
