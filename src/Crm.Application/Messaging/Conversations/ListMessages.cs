using System.Globalization;
using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Conversations;

/// <summary>Of a conversation, the last to arrive first.</summary>
public sealed record ListMessages(Guid ConversationId, string? Cursor, int Limit) : IRequest<Page<MessageDto>>;

internal sealed class ListMessagesValidator : AbstractValidator<ListMessages>
{
    public ListMessagesValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
    }
}

internal sealed class ListMessagesHandler(IMessagingDb db) : IRequestHandler<ListMessages, Page<MessageDto>>
{
    public async Task<Page<MessageDto>> Handle(ListMessages request, CancellationToken cancellationToken)
    {
        var conversation =
            await db
                .Conversations.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == request.ConversationId, cancellationToken)
            ?? throw new NotFoundException("Conversation");
        var rows = db.Messages.AsNoTracking().Where(row => row.ConversationId == conversation.Id);
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            rows = rows.Where(row => row.Id < last);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(request.Limit + 1).ToListAsync(cancellationToken);

        return Page.Of(
            page.ConvertAll(message => MessageDto.From(message, conversation.LeadId, attempts: null)),
            request.Limit,
            row => row.Id.ToString()
        );
    }
}
