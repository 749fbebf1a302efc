using Crm.Domain.Common;

namespace Crm.Infrastructure.Email;

/// <summary>A mail that waits to be sent. Of whom and about what it is, only the sealed content knows.</summary>
internal sealed class QueuedMail
{
    public required Guid Id { get; init; }

    public required SealedSecret SealedContent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }
}
