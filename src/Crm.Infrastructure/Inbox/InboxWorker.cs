using Crm.Application.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Inbox;

/// <summary>Lanes that take due events until none is left, then sleep until they are woken or a second has passed.</summary>
internal sealed partial class InboxWorker(
    InboxLeases leases,
    InboxProcessor processor,
    InboxOptions options,
    IWakeup wakeup,
    TimeProvider time,
    ILogger<InboxWorker> logger
) : BackgroundService
{
    private const int BatchSize = 20;
    private const int SuspectAttempts = 3;
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PurgePause = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([
            RepeatAsync(PurgeAsync, stoppingToken),
            .. Enumerable.Range(0, options.Lanes).Select(_ => RepeatAsync(WorkAsync, stoppingToken)),
        ]);

    private async Task RepeatAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailure(exception.GetType().Name);
                await Task.Delay(Nap, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        // Not given up half way: what the database has leased by then would stay leased.
        var taken = await leases.TakeAsync(BatchSize, CancellationToken.None);
        if (taken.Count == 0)
        {
            await wakeup.WaitAsync(InboxOptions.Topic, Nap, stoppingToken);
            return;
        }

        // One that may have ended a process is worked alone: the others are given back before, and keep their attempts.
        if (taken.Find(leased => leased.Attempts > SuspectAttempts) is { } suspect)
        {
            var others = taken.Where(leased => leased != suspect);
            await leases.FinishAsync(
                others.Select(leased => Outcome.Returned(leased, time.GetUtcNow())),
                CancellationToken.None
            );
            taken = [suspect];
        }

        await WorkAsync(taken, stoppingToken);
    }

    private async Task WorkAsync(List<LeasedEvent> events, CancellationToken stoppingToken)
    {
        var outcomes = new List<Outcome>(events.Count);
        try
        {
            foreach (var leased in events)
            {
                if (await WorkAsync(leased, stoppingToken) is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }
        }
        finally
        {
            await leases.FinishAsync(outcomes, CancellationToken.None);
        }
    }

    private async Task<Outcome?> WorkAsync(LeasedEvent leased, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        if (leased.Attempts > InboxOptions.MaxAttempts)
        {
            return Outcome.Parked(leased, "worker_lost");
        }

        // Started late, it would outlive its lease and be worked twice.
        if (stoppingToken.IsCancellationRequested || now >= leased.LeasedUntil - (options.Lease / 2))
        {
            return Outcome.Returned(leased, now);
        }

        try
        {
            return await processor.ProcessAsync(leased, stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Ended by us: whoever takes it next does the rest, and what was done already happens once.
            return Outcome.Returned(leased, now);
        }
    }

    private async Task PurgeAsync(CancellationToken stoppingToken)
    {
        await leases.ForgetAsync(stoppingToken);
        await Task.Delay(PurgePause, stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, "An inbox lane starts again after {Failure}.")]
    private partial void LogFailure(string failure);
}
