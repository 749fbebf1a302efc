using Crm.Domain.Messaging;
using MediatR;

namespace Crm.Application.Messaging.Receiving;

/// <summary>What was told of messages that nobody here knows, of all companies: its ids hold the numbers of people.</summary>
public sealed record DeleteEarlyStatuses : IRequest;

internal sealed class DeleteEarlyStatusesHandler(IEarlyStatusStore store, TimeProvider time)
    : AsyncRequestHandler<DeleteEarlyStatuses>
{
    private const int AtOnce = 1_000;

    protected override async Task Handle(DeleteEarlyStatuses request, CancellationToken cancellationToken)
    {
        var keptBefore = time.GetUtcNow() - EarlyStatus.KeptFor;
        while (await store.DeleteAsync(keptBefore, AtOnce, cancellationToken) >= AtOnce)
        {
            // Each batch is a transaction of its own.
        }
    }
}
