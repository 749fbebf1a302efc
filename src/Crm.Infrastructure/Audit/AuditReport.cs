using Crm.Domain.Common;

namespace Crm.Infrastructure.Audit;

internal enum AuditFaultKind
{
    /// <summary>The event says something else than what was sealed.</summary>
    Changed,
    Deleted,
    Reordered,

    /// <summary>It carries a number, and no seal knows it.</summary>
    Inserted,
    TailCut,
    HeadForged,
    HeadMissing,

    /// <summary>At this place another hash was noted before.</summary>
    Rewritten,

    /// <summary>The tenant has no beginning.</summary>
    Missing,

    /// <summary>Recorded a while ago and never sealed.</summary>
    Unsealed,
}

/// <param name="EventId">Null where the place is known alone.</param>
internal sealed record AuditFault(AuditFaultKind Kind, long? Sequence, Guid? EventId, string Meaning);

/// <param name="Waiting">Recorded just now, to be sealed within seconds.</param>
internal sealed record AuditReport(
    TenantId TenantId,
    long Events,
    long Sealed,
    int Waiting,
    AuditHead? Head,
    IReadOnlyList<AuditFault> Faults
);

/// <summary>A head that was noted outside of the database, from a report or the log.</summary>
internal sealed record KnownHead(TenantId TenantId, long Seq, string Hash);
