using Crm.Application.Common;
using Crm.Application.Messaging.Conversations;
using Crm.Domain.Messaging;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Sending;

/// <summary>Has a message sent again that failed, was cancelled, or whose answer was lost. Everything is asked of it anew.</summary>
/// <param name="Confirm">Needed where the answer was lost: the person may get it twice.</param>
public sealed record RetryMessage(Guid MessageId, bool Confirm) : IRequest<MessageDto>;

internal sealed class RetryMessageValidator : AbstractValidator<RetryMessage>
{
    public RetryMessageValidator() => RuleFor(request => request.MessageId).NotEmpty();
}

internal sealed class RetryMessageHandler(
    IMessagingDb db,
    MessagingAccounts accounts,
    MessageGuard guard,
    MessageCharges charges,
    MessageQueue queue,
    TimeProvider time
) : IRequestHandler<RetryMessage, MessageDto>
{
    public async Task<MessageDto> Handle(RetryMessage request, CancellationToken cancellationToken)
    {
        var known =
            await db
                .Messages.AsNoTracking()
                .SingleOrDefaultAsync(
                    row => row.Id == request.MessageId && row.Direction == MessageDirection.Outbound,
                    cancellationToken
                )
            ?? throw new NotFoundException("Message");
        known.Retry(request.Confirm, time.GetUtcNow());
        var category = await RequireAllowedAsync(known, cancellationToken);
        await db.InTurnAsync(
            async () =>
            {
                var message = await db.Messages.SingleAsync(row => row.Id == known.Id, cancellationToken);
                var had = message.Status;
                message.Retry(request.Confirm, time.GetUtcNow());
                message.Announce(had, time.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
                if (category is not null && message.Charge is MessageCharge.Returned or MessageCharge.None)
                {
                    await charges.TakeAsync(message, category, cancellationToken);
                    await db.SaveChangesAsync(cancellationToken);
                }
            },
            cancellationToken
        );
        queue.Wake();

        return await db.TellAsync(known.Id, cancellationToken);
    }

    private async Task<string?> RequireAllowedAsync(Message message, CancellationToken cancellationToken)
    {
        var conversation = await db
            .Conversations.AsNoTracking()
            .SingleAsync(row => row.Id == message.ConversationId, cancellationToken);
        var account = await accounts.GetAsync(message.AccountId, cancellationToken);
        account.RequireConnected();

        return await guard.RequireAllowedAsync(
            account,
            conversation,
            new(account.Id, conversation.Phone, conversation.UserId),
            message.Content,
            cancellationToken
        );
    }
}
