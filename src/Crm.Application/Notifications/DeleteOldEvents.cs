using MediatR;

namespace Crm.Application.Notifications;

/// <summary>Events are kept for a day: a listener that was away longer reads everything anew.</summary>
public sealed record DeleteOldEvents : IRequest<long>;

internal sealed class DeleteOldEventsHandler(IEventRetention events, TimeProvider time)
    : IRequestHandler<DeleteOldEvents, long>
{
    private const int Batch = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public async Task<long> Handle(DeleteOldEvents request, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        long deleted = 0;
        long batch;
        do
        {
            batch = await events.DeleteAsync(before, Batch, cancellationToken);
            deleted += batch;
        } while (batch == Batch);

        return deleted;
    }
}

/// <summary>The stored events of all tenants.</summary>
public interface IEventRetention
{
    /// <returns>How many were deleted.</returns>
    Task<long> DeleteAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken);
}
