using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <param name="Code">Why; one of docs/problems.md.</param>
public sealed record PostFailed(DateTimeOffset OccurredAt, Guid PostId, Guid AccountId, string Platform, string Code)
    : DomainEvent(OccurredAt)
{
    public override string Type => "post.failed";
}

/// <summary>It was sent, and nobody knows what became of it.</summary>
public sealed record PostInDoubt(DateTimeOffset OccurredAt, Guid PostId, Guid AccountId, string Platform)
    : DomainEvent(OccurredAt)
{
    public override string Type => "post.unknown";
}
