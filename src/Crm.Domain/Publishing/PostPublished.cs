using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

public sealed record PostPublished(DateTimeOffset OccurredAt, Guid PostId, Guid AccountId, string Platform)
    : DomainEvent(OccurredAt)
{
    public override string Type => "post.published";
}
