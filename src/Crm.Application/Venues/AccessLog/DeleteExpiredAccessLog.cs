using MediatR;

namespace Crm.Application.Venues.AccessLog;

/// <summary>Deletes the days whose retention is over, of all venues.</summary>
public sealed record DeleteExpiredAccessLog : IRequest<int>;

internal sealed class DeleteExpiredAccessLogHandler(IAccessLogStore store, TimeProvider time)
    : IRequestHandler<DeleteExpiredAccessLog, int>
{
    private const int Batch = 100;

    public async Task<int> Handle(DeleteExpiredAccessLog request, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var deleted = 0;
        int batch;
        do
        {
            batch = await store.DeleteExpiredAsync(today, Batch, cancellationToken);
            deleted += batch;
        } while (batch == Batch);

        return deleted;
    }
}
