using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Conversations;

/// <summary>With every attempt.</summary>
public sealed record GetMessage(Guid MessageId) : IRequest<MessageDto>;

internal sealed class GetMessageHandler(IMessagingDb db) : IRequestHandler<GetMessage, MessageDto>
{
    public Task<MessageDto> Handle(GetMessage request, CancellationToken cancellationToken) =>
        db.TellAsync(request.MessageId, cancellationToken);
}

internal static class MessageQueries
{
    private const int MostAttempts = 500;

    /// <summary>A message that the caller may see, with its story.</summary>
    public static async Task<MessageDto> TellAsync(
        this IMessagingDb db,
        Guid messageId,
        CancellationToken cancellationToken
    )
    {
        var message =
            await db.Messages.AsNoTracking().SingleOrDefaultAsync(row => row.Id == messageId, cancellationToken)
            ?? throw new NotFoundException("Message");
        var leadId = await db
            .Conversations.Where(row => row.Id == message.ConversationId)
            .Select(row => row.LeadId)
            .SingleOrDefaultAsync(cancellationToken);
        var attempts = await db
            .MessageAttempts.AsNoTracking()
            .Where(row => row.MessageId == messageId)
            .OrderBy(row => row.Number)
            .Take(MostAttempts)
            .ToListAsync(cancellationToken);

        return MessageDto.From(message, leadId, attempts);
    }
}
