using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Conversations;

public sealed record GetConversation(Guid ConversationId) : IRequest<ConversationDto>;

internal sealed class GetConversationHandler(IMessagingDb db, MessagingAccounts accounts)
    : IRequestHandler<GetConversation, ConversationDto>
{
    public async Task<ConversationDto> Handle(GetConversation request, CancellationToken cancellationToken) =>
        await db
            .Conversations.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == request.ConversationId, cancellationToken)
            is { } conversation
            ? ConversationDto.From(
                conversation,
                await accounts.WindowsAsync([conversation.AccountId], cancellationToken)
            )
            : throw new NotFoundException("Conversation");
}
