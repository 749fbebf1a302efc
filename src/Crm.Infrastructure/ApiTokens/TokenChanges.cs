using System.Runtime.ExceptionServices;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>
/// Vouches for all tokens that this server keeps, with one small query about three times a second while there are requests, however
/// many tokens are in use. A request goes by a list of changes that was asked for less than a second before it began, or waits
/// for a newer one; without the database it fails. No notification is needed, and real time counts, not the clock of the business.
/// </summary>
/// <param name="drop">Forgets what was kept of these tokens.</param>
internal sealed class TokenChanges(TokenStore store, Action<IReadOnlySet<Guid>> drop)
{
    private static readonly TimeSpan AskAfter = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMilliseconds(900);

    /// <summary>Longer than any look-up takes that may have seen a token as it was before.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private Dictionary<Guid, Change> recent = [];
    private Task<ExceptionDispatchInfo?> poll = Task.FromResult<ExceptionDispatchInfo?>(null);
    private long askedAt;
    private ulong? since;

    /// <summary>False: wait for <see cref="RefreshAsync"/> before anything that is kept is believed.</summary>
    public bool AreKnown
    {
        get
        {
            var at = Volatile.Read(ref askedAt);
            if (at == 0)
            {
                return false;
            }

            var age = TimeProvider.System.GetElapsedTime(at);
            if (age < AskAfter)
            {
                return true;
            }

            // Asked for in good time, so that requests need not wait while there are any.
            _ = StartPollAsync();

            return age < TrustedFor;
        }
    }

    /// <summary>Waits for a list that was asked for at most 900 ms before now.</summary>
    public async Task RefreshAsync()
    {
        var least =
            TimeProvider.System.GetTimestamp()
            - (long)(TrustedFor.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (Volatile.Read(ref askedAt) is var at && (at == 0 || at < least))
        {
#pragma warning disable VSTHRD003 // Whoever comes first starts it; it waits for the database only.
            (await StartPollAsync())?.Throw();
#pragma warning restore VSTHRD003
        }
    }

    /// <summary>Whether a token may have been read before it was changed.</summary>
    public bool HaveTouched(Guid tokenId, long readAt) =>
        Volatile.Read(ref recent) is { Count: > 0 } changes
        && changes.TryGetValue(tokenId, out var change)
        && change.SeenAt >= readAt;

    private Task<ExceptionDispatchInfo?> StartPollAsync()
    {
        if (Volatile.Read(ref poll) is { IsCompleted: false } running)
        {
            return running;
        }

        lock (gate)
        {
            if (poll.IsCompleted)
            {
                poll = Task.Run(PollAsync);
            }

            return poll;
        }
    }

    private async Task<ExceptionDispatchInfo?> PollAsync()
    {
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            var list = await store.ReadChangesAsync(since, CancellationToken.None);
            Apply(list.Changes);
            since = list.Next;
            Volatile.Write(ref askedAt, started);

            return null;
        }
#pragma warning disable CA1031 // Whoever waits for the list gets its failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void Apply(IReadOnlyList<(Guid TokenId, ulong Transaction)> changes)
    {
        // While an old transaction runs the same changes are listed again and again.
        var fresh = changes.Where(change => !IsKnown(change)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var seenAt = TimeProvider.System.GetTimestamp();
        var next = recent
            .Where(change => TimeProvider.System.GetElapsedTime(change.Value.SeenAt) < RememberedFor)
            .ToDictionary();
        foreach (var (tokenId, transaction) in fresh)
        {
            var newest = next.TryGetValue(tokenId, out var known)
                ? Math.Max(known.Transaction, transaction)
                : transaction;
            next[tokenId] = new(newest, seenAt);
        }

        Volatile.Write(ref recent, next);
        drop(fresh.Select(change => change.TokenId).ToHashSet());
    }

    private bool IsKnown((Guid TokenId, ulong Transaction) change) =>
        recent.TryGetValue(change.TokenId, out var known) && known.Transaction == change.Transaction;

    private sealed record Change(ulong Transaction, long SeenAt);
}
