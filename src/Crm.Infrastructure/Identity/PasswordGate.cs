using System.Threading.Channels;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Identity;

/// <summary>
/// Runs password hashes on threads of their own, one core fewer than there are, so that a storm of sign-ins leaves the
/// thread pool and one core to everybody else. Who comes when the queue is full is asked to come back.
/// </summary>
internal sealed class PasswordGate : IDisposable
{
    private const int WaitingPerThread = 32;
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(5);

    private readonly Channel<IJob> jobs;
    private readonly CancellationTokenSource stopping = new();

    public PasswordGate()
    {
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        jobs = Channel.CreateBounded<IJob>(threads * WaitingPerThread);
        for (var number = 0; number < threads; number++)
        {
            var thread = new Thread(Work)
            {
                IsBackground = true,
                Name = $"password {number}",
                Priority = ThreadPriority.BelowNormal,
            };
            thread.Start();
        }
    }

    /// <exception cref="DomainException"><c>unavailable</c>: the queue is full.</exception>
    public Task<T> RunAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        var job = new Job<T>(hash, cancellationToken);

        return jobs.Writer.TryWrite(job)
            ? job.Completion
            : throw new DomainException("unavailable", ("retryAfter", ComeBackAfter));
    }

    public void Dispose()
    {
        jobs.Writer.TryComplete();
        stopping.Cancel();
        stopping.Dispose();
    }

    private void Work()
    {
        var stop = stopping.Token;
        try
        {
            while (WaitForJob(stop))
            {
                while (jobs.Reader.TryRead(out var job))
                {
                    job.Run();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

#pragma warning disable VSTHRD002 // The thread is our own: blocking it is what it is for.
    private bool WaitForJob(CancellationToken stop) =>
        jobs.Reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    private interface IJob
    {
        void Run();
    }

    private sealed class Job<T>(Func<T> hash, CancellationToken cancellationToken) : IJob
    {
        private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

#pragma warning disable VSTHRD003 // Completed by our own threads, which wait for nobody.
        public Task<T> Completion => source.Task;
#pragma warning restore VSTHRD003

        public void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                source.TrySetCanceled(cancellationToken);
                return;
            }

            try
            {
                source.TrySetResult(hash());
            }
#pragma warning disable CA1031 // Whatever happened belongs to the caller, not to this thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                source.TrySetException(exception);
            }
        }
    }
}
