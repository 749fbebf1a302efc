using System.Runtime.ExceptionServices;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Messaging.Receiving;

/// <summary>What people wrote and what became of messages to them, however often and in whatever order it is delivered.</summary>
internal sealed class ReceiveMessages(IncomingMessages messages, ToldStatuses statuses)
    : IEventHandler<MessagesReceived>
{
    public async Task HandleAsync(MessagesReceived happened, CancellationToken cancellationToken)
    {
        // All of them before the first failure counts: what always fails must not keep the others from their effect.
        Exception? failure = null;
        foreach (var message in happened.Messages)
        {
            await TryAsync(() => messages.TakeAsync(happened, message, cancellationToken));
        }

        foreach (var told in happened.Statuses)
        {
            await TryAsync(() => statuses.TakeAsync(happened, told, cancellationToken));
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        async Task TryAsync(Func<Task> take)
        {
            try
            {
                await take();
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure ??= exception;
            }
        }
    }
}
