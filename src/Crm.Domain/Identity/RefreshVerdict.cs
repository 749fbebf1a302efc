namespace Crm.Domain.Identity;

public enum RefreshVerdict
{
    /// <summary>The family's present generation is the successor.</summary>
    Accepted,

    /// <summary>Spent before: somebody else holds a copy. The family is revoked.</summary>
    Reused,

    /// <summary>Expired, or its family was revoked or has reached its end.</summary>
    Ended,
}
