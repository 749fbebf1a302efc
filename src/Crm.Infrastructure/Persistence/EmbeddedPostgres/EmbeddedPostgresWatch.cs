using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>
/// Nobody else would start the postmaster again: it ends when memory is short, or when it cannot write what it must. A
/// start that fails is tried again and again, because a full disk is made free some time.
/// </summary>
internal sealed partial class EmbeddedPostgresWatch(
    EmbeddedPostgresServer postgres,
    ILogger<EmbeddedPostgresWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = ShortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (await postgres.ReviveAsync(stoppingToken))
                {
                    LogRevived();
                }

                pause = ShortestPause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailure(exception.Message);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "PostgreSQL had ended and was started again")]
    private partial void LogRevived();

    [LoggerMessage(2, LogLevel.Error, "PostgreSQL has ended and does not start; it is tried again: {Reason}")]
    private partial void LogFailure(string reason);
}
