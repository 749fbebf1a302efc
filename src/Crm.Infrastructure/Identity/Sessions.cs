using System.Collections.Concurrent;

namespace Crm.Infrastructure.Identity;

/// <summary>
/// What each sign-in is worth, at most three seconds old: logout, a lost membership, another role or a lapsed
/// subscription takes effect within five on every server, and a busy caller costs one query in that time.
/// </summary>
internal sealed class Sessions(SessionStore store, TimeProvider time)
{
    private const int MostKept = 50_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(Guid Family, Guid? Tenant), Entry> known = new();

    /// <summary>Null when the sign-in, or the person's place in the tenant, is gone.</summary>
    public async ValueTask<Session?> FindAsync(Guid familyId, Guid? tenantId)
    {
        var key = (familyId, tenantId);
        Entry? entry;
        while (!known.TryGetValue(key, out entry) || !IsFresh(entry))
        {
            // The age counts from before the query: what it saw cannot be newer.
            var fresh = new Entry(time.GetTimestamp(), new(TaskCreationOptions.RunContinuationsAsynchronously));
            var isOurs = entry is null ? known.TryAdd(key, fresh) : known.TryUpdate(key, fresh, entry);
            if (isOurs)
            {
                await LoadAsync(key, fresh);
                entry = fresh;
                break;
            }
        }

#pragma warning disable VSTHRD003 // Completed by whichever request found the entry missing; it waits for the database only.
        return await entry.Loading.Task;
#pragma warning restore VSTHRD003
    }

    /// <summary>This server knows that the sign-in has ended; the others will within three seconds.</summary>
    public void Forget(Guid familyId)
    {
        foreach (var key in known.Keys.Where(key => key.Family == familyId))
        {
            known.TryRemove(key, out _);
        }
    }

    private async Task LoadAsync((Guid Family, Guid? Tenant) key, Entry entry)
    {
        Trim();
        try
        {
            // Shared by everybody who waits for it: no one caller's end may cancel it.
            entry.Loading.SetResult(await store.FindAsync(key.Family, key.Tenant, CancellationToken.None));
        }
#pragma warning disable CA1031 // Whoever waits for the query gets its failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            known.TryRemove(new(key, entry));
            entry.Loading.SetException(exception);
        }
    }

    private bool IsFresh(Entry entry) => time.GetElapsedTime(entry.At) < KnownFor;

    private void Trim()
    {
        if (known.Count < MostKept)
        {
            return;
        }

        foreach (var (key, entry) in known)
        {
            if (!IsFresh(entry))
            {
                known.TryRemove(key, out _);
            }
        }
    }

    private sealed record Entry(long At, TaskCompletionSource<Session?> Loading);
}
