using System.Collections.Concurrent;

namespace Crm.TestKit;

/// <summary>
/// What takes long to start and serves one class of tests after the other: there are as many as classes run side by side, and each is
/// one class's alone for as long as that runs.
/// </summary>
public static class Reused
{
    private static readonly ConcurrentBag<Func<Task>> Ends = [];

    public static async Task<T> TakeAsync<T>(Func<Task<T>> start)
        where T : class, IAsyncDisposable => IdleOf<T>.All.TryTake(out var idle) ? idle : await start();

    public static void Return<T>(T used)
        where T : class, IAsyncDisposable => IdleOf<T>.All.Add(used);

    /// <summary>Stops everything, when all classes have run.</summary>
    public static Task EndAsync() => Task.WhenAll(Ends.Select(end => end()));

    private static class IdleOf<T>
        where T : class, IAsyncDisposable
    {
        public static readonly ConcurrentBag<T> All = [];

        static IdleOf() => Ends.Add(EndAsync);

        private static async Task EndAsync()
        {
            while (All.TryTake(out var idle))
            {
                await idle.DisposeAsync();
            }
        }
    }
}
