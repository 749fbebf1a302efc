namespace Crm.Infrastructure.Wakeups;

/// <summary>Wakes everybody who waits; a signal that finds nobody is kept for the first who comes.</summary>
internal sealed class WakeupTopic
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private bool isPending;

    public void Signal()
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            woken = waiting;
            waiting = null;
            isPending = woken is null;
        }

        woken?.TrySetResult();
    }

    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task signal;
        lock (gate)
        {
            if (isPending)
            {
                isPending = false;
                return;
            }

            waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = waiting.Task;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(atMost, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
