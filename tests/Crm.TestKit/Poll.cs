using System.Diagnostics;

namespace Crm.TestKit;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Poll
{
    /// <summary>As long as a machine may need that does much else: who waits in vain fails late, who does not is not slower.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task UntilAsync(Func<bool> condition, string because) => UntilAsync(condition, Patience, because);

    public static Task UntilAsync(Func<Task<bool>> condition, string because) =>
        UntilAsync(condition, Patience, because);

    /// <param name="timeout">Where what is promised is the time itself.</param>
    public static Task UntilAsync(Func<bool> condition, TimeSpan timeout, string because) =>
        UntilAsync(() => Task.FromResult(condition()), timeout, because);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan timeout, string because)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > timeout)
            {
                throw new TimeoutException($"Waited {timeout.TotalSeconds:0.#} s in vain: {because}");
            }

            await Task.Delay(Pause);
        }
    }
}
