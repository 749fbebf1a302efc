using System.Net;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>Requests that count together.</summary>
/// <param name="VenueId">Empty: none was named.</param>
internal readonly record struct TokenUse(
    TenantId TenantId,
    Guid TokenId,
    DateOnly Day,
    string Method,
    TokenPermission Needed,
    Guid VenueId,
    short Status
);

internal readonly record struct UseCount(long Requests, DateTimeOffset LastAt, IPAddress? LastAddress);

/// <summary>Counts the requests of tokens in memory until they are taken to be stored.</summary>
internal sealed class TokenUses
{
    /// <summary>So that requests on several cores seldom wait for each other.</summary>
    private readonly Stripe[] stripes = [.. Enumerable.Range(0, 8).Select(_ => new Stripe())];

    public void Count(TokenUse use, DateTimeOffset at, IPAddress? address) =>
        stripes[Environment.CurrentManagedThreadId % stripes.Length].Count(use, at, address);

    /// <summary>All that was counted since it was last taken.</summary>
    public List<(TokenUse Use, UseCount Count)> Take()
    {
        var all = new Dictionary<TokenUse, UseCount>();
        foreach (var (use, count) in stripes.SelectMany(stripe => stripe.Take()))
        {
            all[use] = all.TryGetValue(use, out var known)
                ? (count.LastAt >= known.LastAt ? count : known) with
                {
                    Requests = known.Requests + count.Requests,
                }
                : count;
        }

        return [.. all.Select(pair => (pair.Key, pair.Value))];
    }

    private sealed class Stripe
    {
        private readonly Lock gate = new();
        private Dictionary<TokenUse, UseCount> counts = [];

        public void Count(TokenUse use, DateTimeOffset at, IPAddress? address)
        {
            lock (gate)
            {
                counts.TryGetValue(use, out var known);
                counts[use] = new(known.Requests + 1, at, address);
            }
        }

        public Dictionary<TokenUse, UseCount> Take()
        {
            lock (gate)
            {
                var taken = counts;
                counts = [];
                return taken;
            }
        }
    }
}
