using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Crm.ProviderSimulator.Control;

/// <summary>How often each provider path was called; token calls are counted again by grant type.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> All =>
        new SortedDictionary<string, long>(
            counts.ToDictionary(pair => pair.Key, pair => Interlocked.Read(ref pair.Value.Value)),
            StringComparer.Ordinal
        );

    public void Count(string what) =>
        Interlocked.Increment(ref counts.GetOrAdd(what, _ => new StrongBox<long>()).Value);

    public void Reset() => counts.Clear();
}
