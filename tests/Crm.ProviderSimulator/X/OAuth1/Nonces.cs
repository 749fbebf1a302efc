using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>What was signed once is not taken again. Older ones are forgotten: their timestamp is refused by then.</summary>
internal sealed class Nonces(TimeProvider clock)
{
    private const int KeptSeconds = 900;
    private const int Many = 100_000;

    private readonly ConcurrentDictionary<(string ApiKey, string? Token, string Nonce, long SentAt), byte> used = new();

    public bool TryUse(string apiKey, string? token, string nonce, long sentAt)
    {
        if (used.Count > Many)
        {
            Forget(clock.GetUtcNow().ToUnixTimeSeconds() - KeptSeconds);
        }

        return used.TryAdd((apiKey, token, nonce, sentAt), 0);
    }

    public void Reset() => used.Clear();

    private void Forget(long before)
    {
        foreach (var old in used.Keys.Where(key => key.SentAt < before))
        {
            used.TryRemove(old, out _);
        }
    }
}
