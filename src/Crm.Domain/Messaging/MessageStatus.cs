namespace Crm.Domain.Messaging;

public enum MessageDirection
{
    Inbound,
    Outbound,
}

public enum MessageStatus
{
    /// <summary>Of what a person wrote to us.</summary>
    Received,

    /// <summary>Waits for its turn, or for the time that the platform asked for.</summary>
    Pending,

    /// <summary>Its one call is running.</summary>
    Sending,

    /// <summary>The call's answer was lost: it may have arrived, and is never sent again by itself.</summary>
    Unknown,
    Accepted,
    Sent,
    Delivered,
    Read,
    Failed,

    /// <summary>Never sent, for a reason that came before its turn.</summary>
    Cancelled,
}

/// <summary>What a platform tells of a message that it took.</summary>
public enum MessageStep
{
    Sent,
    Delivered,
    Read,
    Failed,
}

public enum MessageCharge
{
    /// <summary>It costs nothing.</summary>
    None,

    /// <summary>Taken from the balance, and what it costs is still to be told.</summary>
    Reserved,
    Settled,
    Returned,
}

/// <summary>Why a message did not go, or waits.</summary>
/// <param name="Code">One of docs/problems.md.</param>
/// <param name="Reason">A <c>reason_…</c> of ours or the platform's own words.</param>
/// <param name="ProviderCode">The platform's own number of it.</param>
public sealed record MessageFault(string Code, string? Reason = null, string? ProviderCode = null);
