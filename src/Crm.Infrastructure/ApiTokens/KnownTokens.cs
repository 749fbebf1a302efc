using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Crm.Domain.ApiTokens;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>
/// The tokens in use, read once and kept until <see cref="TokenChanges"/> says that they were changed. A bounded number, and of those
/// that do not exist as well.
/// </summary>
internal sealed class KnownTokens
{
    private const int MostKept = 50_000;
    private const int MostUnknown = 10_000;
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<UInt128, Entry> kept = new();
    private readonly ConcurrentDictionary<UInt128, long> unknown = new();
    private readonly TokenStore store;
    private readonly TokenChanges changes;

    public KnownTokens(TokenStore store)
    {
        this.store = store;
        changes = new TokenChanges(store, Drop);
    }

    /// <summary>The token that a well-formed text names; its secret is still to be compared.</summary>
    /// <returns>Null: there is none, or it was revoked.</returns>
    public ValueTask<KnownToken?> FindAsync(ReadOnlySpan<char> text)
    {
        var prefix = TokenText.PrefixOf(text);
        var key = MemoryMarshal.Read<UInt128>(MemoryMarshal.AsBytes(prefix));

        return changes.AreKnown && kept.TryGetValue(key, out var entry) && Current(entry) is { } token
            ? new(token)
            : new(FindSlowlyAsync(key, prefix.ToString()));
    }

    private async Task<KnownToken?> FindSlowlyAsync(UInt128 key, string prefix)
    {
        await changes.RefreshAsync();
        if (IsUnknown(key))
        {
            return null;
        }

        while (true)
        {
            var entry = await ReadAsync(key, prefix);
            if (entry is null)
            {
                return null;
            }

            // What was read in between a change and its arrival here is read again.
            if (Current(entry) is { } token)
            {
                return token;
            }

            kept.TryRemove(new(key, entry));
        }
    }

    /// <summary>The entry, read by whichever request asked first; null when there is nothing to read.</summary>
    private async Task<Entry?> ReadAsync(UInt128 key, string prefix)
    {
        var mine = new Entry();
        var entry = kept.GetOrAdd(key, mine);
        if (ReferenceEquals(entry, mine))
        {
            await LoadAsync(key, prefix, mine);
        }

#pragma warning disable VSTHRD003 // Completed by whichever request found the entry missing; it waits for the database only.
        await entry.Reading.Task;
#pragma warning restore VSTHRD003

        return entry.Token is null ? null : entry;
    }

    private async Task LoadAsync(UInt128 key, string prefix, Entry entry)
    {
        try
        {
            // Shared by everybody who waits for it: no one caller's end may cancel it.
            var token = await store.FindAsync(prefix, CancellationToken.None);
            if (token is null)
            {
                Trim(unknown, MostUnknown);
                unknown[key] = entry.ReadAt;
                kept.TryRemove(new(key, entry));
            }
            else
            {
                Trim(kept, MostKept);
            }

            entry.Token = token;
            entry.Reading.SetResult();
        }
#pragma warning disable CA1031 // Whoever waits for the token gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            kept.TryRemove(new(key, entry));
            entry.Reading.SetException(exception);
        }
    }

    /// <summary>What is being read just now cannot be told apart, so it is forgotten too.</summary>
    private void Drop(IReadOnlySet<Guid> tokenIds)
    {
        foreach (var pair in kept)
        {
            if (pair.Value.Token is not { } token || tokenIds.Contains(token.Id))
            {
                kept.TryRemove(pair);
            }
        }
    }

    private KnownToken? Current(Entry entry) =>
        entry.Token is { } token && !changes.HaveTouched(token.Id, entry.ReadAt) ? token : null;

    private bool IsUnknown(UInt128 key) =>
        unknown.TryGetValue(key, out var at) && TimeProvider.System.GetElapsedTime(at) < UnknownFor;

    private static void Trim<T>(ConcurrentDictionary<UInt128, T> entries, int most)
    {
        if (entries.Count > most)
        {
            entries.Clear();
        }
    }

    private sealed class Entry
    {
        /// <summary>Before the query: what it saw cannot be newer.</summary>
        public long ReadAt { get; } = TimeProvider.System.GetTimestamp();

        public TaskCompletionSource Reading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null while it is being read, and when there is none.</summary>
        public KnownToken? Token
        {
            get => Volatile.Read(ref field);
            set => Volatile.Write(ref field, value);
        }
    }
}
