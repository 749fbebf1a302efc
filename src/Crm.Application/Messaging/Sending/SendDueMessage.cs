using Crm.Application.Common;
using Crm.Domain.Messaging;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Sending;

/// <summary>
/// The turn of one message: looked at again, its attempt committed, called for once, and what came of it stored. Taken a second time
/// while it was being sent, its answer is lost: whoever had it died.
/// </summary>
public sealed record SendDueMessage(Guid MessageId) : IRequest;

internal sealed class SendDueMessageHandler(
    IMessagingDb db,
    MessagingAccounts accounts,
    MessageGuard guard,
    MessageIntent intent,
    MessageCall call,
    MessageOutcomes outcomes
) : AsyncRequestHandler<SendDueMessage>
{
    protected override async Task Handle(SendDueMessage request, CancellationToken cancellationToken)
    {
        var message = await db.Messages.SingleOrDefaultAsync(row => row.Id == request.MessageId, cancellationToken);
        if (message is { Status: MessageStatus.Sending })
        {
            await outcomes.LoseAsync(message.Id, message.Attempts, "reason_worker_lost", cancellationToken);
        }

        if (message is not { Status: MessageStatus.Pending })
        {
            return;
        }

        if (await intent.FindEndAsync(message, cancellationToken) is { } end)
        {
            await outcomes.ExpireAsync(message.Id, end, cancellationToken);
            return;
        }

        var conversation = await db
            .Conversations.AsNoTracking()
            .SingleAsync(row => row.Id == message.ConversationId, cancellationToken);
        if (await FindAccountAsync(message, cancellationToken) is not { } account)
        {
            await outcomes.CancelAsync(message.Id, new("integration_not_configured"), cancellationToken);
        }
        else if (
            await guard.FindObstacleAsync(account, conversation, message.Content, cancellationToken) is { } obstacle
        )
        {
            await outcomes.CancelAsync(message.Id, Fault(obstacle.Code), cancellationToken);
        }
        else if (await intent.BeginAsync(account, message, cancellationToken))
        {
            // From here on nobody stops it half way: what it answers has to be stored.
            var answer = await call.SendAsync(account, conversation, message);
            await outcomes.StoreAsync(account, message.Id, message.Attempts, answer);
        }
    }

    private static MessageFault Fault(string code) =>
        code is MessageFaults.OptedOut ? MessageFaults.ByPerson : new(code);

    private async Task<MessagingAccount?> FindAccountAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            var account = await accounts.GetAsync(message.AccountId, cancellationToken);

            return account.IsConnected ? account : null;
        }
        catch (Exception exception) when (exception is NotFoundException or ProviderException)
        {
            return null;
        }
    }
}
