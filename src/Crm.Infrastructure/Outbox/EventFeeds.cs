using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Outbox;

/// <summary>
/// Reads for all listeners of this server: when somebody signalled, a moment later once more (another transaction may have
/// held it back), and every second anyway.
/// </summary>
internal sealed partial class EventFeeds(EventLog log, IWakeup wakeup, ILogger<EventFeeds> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Always = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<TenantId, TenantFeed> feeds = new();

    public Task<EventSubscription> SubscribeAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        feeds.GetOrAdd(tenantId, id => new TenantFeed(id, log)).SubscribeAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var atMost = Always;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var started = TimeProvider.System.GetTimestamp();
                await wakeup.WaitAsync(EventTopic.Name, atMost, stoppingToken);
                atMost = TimeProvider.System.GetElapsedTime(started) < atMost ? Soon : Always;
                await PollAsync(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException || DatabaseOutage.IsOutage(exception))
            {
                LogAway(exception.GetType().Name);
                await Task.Delay(Always, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task PollAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(
            feeds.Values,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
            async (feed, token) => await feed.PollAsync(token)
        );

    [LoggerMessage(LogLevel.Warning, "Events cannot be read at the moment: {Cause}.")]
    private partial void LogAway(string cause);
}
