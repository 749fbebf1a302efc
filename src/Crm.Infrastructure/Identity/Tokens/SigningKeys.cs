using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>The signing keys as this server knows them; read again when a token names one it does not know.</summary>
internal sealed class SigningKeys(SigningKeyStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Loaded? loaded;

    public async ValueTask<IReadOnlyList<SigningKey>> AllAsync(CancellationToken cancellationToken)
    {
        var current = loaded;
        var isFresh = current is not null && time.GetElapsedTime(current.At) < current.For;

        return isFresh ? current!.Keys : (await LoadAsync(current, cancellationToken)).Keys;
    }

    public async ValueTask<SigningKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var keys = await AllAsync(cancellationToken);
        if (IsWorn(keys))
        {
            keys = (await LoadAsync(loaded, cancellationToken)).Keys;
        }

        return keys[0];
    }

    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var known = await AllAsync(cancellationToken);
        var found = known.FirstOrDefault(key => key.Id == id);
        var current = loaded;
        if (found is null && current is not null && time.GetElapsedTime(current.At) > BetweenReads)
        {
            known = (await LoadAsync(current, cancellationToken)).Keys;
            found = known.FirstOrDefault(key => key.Id == id);
        }

        return found is not null && found.Verifies(time.GetUtcNow()) ? found : null;
    }

    /// <summary>Puts the next key in place when the present one is worn, though nobody signs in, and deletes what is long over.</summary>
    public async Task TendAsync(CancellationToken cancellationToken)
    {
        await CurrentAsync(cancellationToken);
        await store.DeleteEndedAsync(cancellationToken);
    }

    public void Dispose() => gate.Dispose();

    private async Task<Loaded> LoadAsync(Loaded? seen, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited here finds what the one before has read.
            if (loaded is { } other && other != seen)
            {
                return other;
            }

            loaded = await ReadAsync(cancellationToken);

            return loaded;
        }
        catch (Exception exception) when (loaded is not null && DatabaseOutage.IsOutage(exception))
        {
            // Who is signed in stays so while the database is away; it is asked again a moment later.
            loaded = loaded with
            {
                At = time.GetTimestamp(),
                For = BetweenReads,
            };

            return loaded;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Loaded> ReadAsync(CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var keys = await store.LoadAsync(cancellationToken);
        if (IsWorn(keys))
        {
            await store.RotateAsync(cancellationToken);
            keys = await store.LoadAsync(cancellationToken);
        }

        return new(keys, at, KnownFor);
    }

    private bool IsWorn(IReadOnlyList<SigningKey> keys) =>
        keys.Count == 0 || keys[0].CreatedAt <= time.GetUtcNow() - SigningKeyStore.SignsFor;

    private sealed record Loaded(IReadOnlyList<SigningKey> Keys, long At, TimeSpan For);
}
