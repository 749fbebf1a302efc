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
    ILogger<InboxWorker> logger
) : BackgroundService
{
    private const int BatchSize = 50;
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
        var taken = await leases.TakeAsync(BatchSize, stoppingToken);
        if (taken.Count == 0)
        {
            await wakeup.WaitAsync(InboxOptions.Topic, Nap, stoppingToken);
            return;
        }

        var outcomes = new List<Outcome>(taken.Count);
        try
        {
            foreach (var leased in taken)
            {
                // What a stop leaves over is due again when its lease ends.
                stoppingToken.ThrowIfCancellationRequested();
                if (await processor.ProcessAsync(leased, stoppingToken) is { } outcome)
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

    private async Task PurgeAsync(CancellationToken stoppingToken)
    {
        await leases.PurgeQuarantineAsync(stoppingToken);
        await Task.Delay(PurgePause, stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, "An inbox lane starts again after {Failure}.")]
    private partial void LogFailure(string failure);
}
