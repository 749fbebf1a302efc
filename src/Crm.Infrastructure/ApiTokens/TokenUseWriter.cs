using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>
/// Stores what was counted every three seconds, and the rest when the server stops, after its last request. A batch keeps its number
/// until it is known to be stored, so that one whose answer was lost counts once.
/// </summary>
internal sealed partial class TokenUseWriter(TokenUses uses, TokenStore store, ILogger<TokenUseWriter> logger)
    : BackgroundService
{
    private const int MostPerBatch = 5_000;
    private const int LastAttempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private readonly Guid server = Guid.CreateVersion7();
    private readonly ConcurrentQueue<(TokenUse Use, UseCount Count)[]> unsent = new();
    private long sent;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // One that still waits for the database has the batches; what it does not come to is lost, and told.
        if (ExecuteTask is null or { IsCompleted: true })
        {
            for (var attempt = 0; attempt < LastAttempts && !await TryStoreAsync(); attempt++)
            {
                await Task.Delay(Retry, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        var lost = unsent.SelectMany(batch => batch).Concat(uses.Take()).Sum(row => row.Count.Requests);
        if (lost > 0)
        {
            LogLost(lost);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryStoreAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync does the rest.
        }
    }

    /// <returns>Whether everything is stored that was counted before.</returns>
    private async Task<bool> TryStoreAsync()
    {
        try
        {
            // Until the ones before are stored, counts add up in memory, where they take no more room.
            await SendAsync();
            foreach (var batch in uses.Take().Chunk(MostPerBatch))
            {
                unsent.Enqueue(batch);
            }

            await SendAsync();

            return true;
        }
#pragma warning disable CA1031 // Whatever it was, the counts stay and are sent again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogAway(exception.GetType().Name);
            return false;
        }
    }

    private async Task SendAsync()
    {
        while (unsent.TryPeek(out var batch))
        {
            await store.RecordUseAsync(server, sent + 1, batch, CancellationToken.None);
            sent++;
            unsent.TryDequeue(out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The use of API tokens cannot be stored at the moment: {Cause}.")]
    private partial void LogAway(string cause);

    [LoggerMessage(LogLevel.Error, "{Requests} requests of API tokens are missing from their statistics.")]
    private partial void LogLost(long requests);
}
