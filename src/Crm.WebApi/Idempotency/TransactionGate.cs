using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.WebApi.Idempotency;

/// <summary>
/// A request in its own transaction may need a second connection for a moment. Were every connection of the pool held by such
/// requests, all would wait for each other: half of them stay free.
/// </summary>
internal sealed class TransactionGate(DatabaseUrls database) : IDisposable
{
    private readonly SemaphoreSlim places = new(
        Math.Max(1, new NpgsqlConnectionStringBuilder(database.Main).MaxPoolSize / 2)
    );

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);

        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
