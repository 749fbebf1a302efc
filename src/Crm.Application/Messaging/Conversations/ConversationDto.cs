using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Conversations;

/// <param name="Phone">Null: the person hides it, and is known by <paramref name="UserId"/>.</param>
/// <param name="UserId">The platform's own id of the person.</param>
/// <param name="ServiceWindowEndsAt">Until then everything may be written, afterwards templates alone; null: the person has not written, or their platform's rules are not known any more.</param>
/// <param name="OptedOut">The person ended it by a word; nothing is sent until they give the consent again.</param>
public sealed record ConversationDto(
    Guid Id,
    Guid AccountId,
    Guid? LeadId,
    string? Phone,
    string? UserId,
    string? Name,
    string? Username,
    bool OptedOut,
    DateTimeOffset? OptedOutAt,
    string? OptOutText,
    DateTimeOffset? LastInboundAt,
    DateTimeOffset? ServiceWindowEndsAt,
    DateTimeOffset LastMessageAt,
    DateTimeOffset CreatedAt
)
{
    internal static ConversationDto From(Conversation conversation, IReadOnlyDictionary<Guid, TimeSpan> windows) =>
        new(
            conversation.Id,
            conversation.AccountId,
            conversation.LeadId,
            conversation.Phone,
            conversation.UserId,
            conversation.Name,
            conversation.Username,
            conversation.IsOptedOut,
            conversation.OptedOutAt,
            conversation.OptOutText,
            conversation.LastInboundAt,
            windows.TryGetValue(conversation.AccountId, out var window) ? conversation.LastInboundAt + window : null,
            conversation.LastMessageAt,
            conversation.CreatedAt
        );
}
