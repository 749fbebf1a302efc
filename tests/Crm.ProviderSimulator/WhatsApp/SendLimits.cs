using System.Collections.Concurrent;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Messages a second per number, and one message in six seconds to one person.</summary>
internal sealed class SendLimits(WhatsAppState state, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string NumberId, string UserId), DateTimeOffset> pairs = new();

    public void CheckPair(string numberId, string userId)
    {
        var pause = TimeSpan.FromSeconds(state.Settings.Current.PairSeconds);
        if (pairs.TryGetValue((numberId, userId), out var last) && clock.GetUtcNow() - last < pause)
        {
            throw new GraphRefusal(new(131056, "(#131056) (Business Account, Consumer Account) pair rate limit hit"));
        }
    }

    public void NoteSent(string numberId, string userId) => pairs[(numberId, userId)] = clock.GetUtcNow();

    public void CountNumber(string numberId)
    {
        var sent = numbers.GetOrAdd(numberId, _ => new());
        lock (sent)
        {
            var now = clock.GetUtcNow();
            while (sent.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
            {
                sent.Dequeue();
            }

            if (sent.Count >= state.Settings.Current.MessagesPerSecond)
            {
                throw new GraphRefusal(new(130429, "(#130429) Rate limit hit"));
            }

            sent.Enqueue(now);
        }
    }

    public void Reset()
    {
        numbers.Clear();
        pairs.Clear();
    }
}
