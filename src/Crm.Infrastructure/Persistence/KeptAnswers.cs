using System.Collections.Concurrent;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Persistence;

/// <summary>What changes seldom and is asked with every lead, for half a minute. Only what was found is kept, and a bounded number.</summary>
internal sealed class KeptAnswers(TimeProvider time)
{
    private const int Most = 50_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(TenantId, string, string), (object Answer, long At)> answers = new();
    private int count;

    public object? Find((TenantId, string, string) key) =>
        answers.TryGetValue(key, out var answer) && time.GetElapsedTime(answer.At) < Kept ? answer.Answer : null;

    public void Keep((TenantId, string, string) key, object? answer)
    {
        if (answer is null)
        {
            return;
        }

        if (Interlocked.Increment(ref count) > Most)
        {
            answers.Clear();
            Interlocked.Exchange(ref count, 0);
        }

        answers[key] = (answer, time.GetTimestamp());
    }

    /// <summary>It changed just now, on this server; the others hear of it when their half minute is over.</summary>
    public void Forget((TenantId, string, string) key) => answers.TryRemove(key, out _);
}
