using System.Collections.Concurrent;
using System.Threading.Channels;
using Crm.Application.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Crm.Infrastructure.Wakeups;

/// <summary>
/// Signals within the process at once and to other servers by NOTIFY, at most one every 50 ms: a NOTIFY takes a lock at
/// commit, so one in every hot transaction would serialise them. LISTEN needs a session, hence the direct connection.
/// </summary>
internal sealed class PostgresWakeup(NpgsqlDataSource database, DatabaseUrls urls) : BackgroundService, IWakeup
{
    private const string Channel = "crm_wakeup";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly string self = Guid.CreateVersion7().ToString("N");
    private readonly ConcurrentDictionary<string, WakeupTopic> topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> unsent = new(StringComparer.Ordinal);
    private readonly Channel<bool> outgoing = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Signal(string topic)
    {
        Topic(topic).Signal();
        if (unsent.TryAdd(topic, value: true))
        {
            outgoing.Writer.TryWrite(true);
        }
    }

    public ValueTask WaitAsync(string topic, TimeSpan atMost, CancellationToken cancellationToken) =>
        Topic(topic).WaitAsync(atMost, cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RepeatAsync(ListenAsync, stoppingToken), RepeatAsync(NotifyAsync, stoppingToken));

    private WakeupTopic Topic(string name) => topics.GetOrAdd(name, _ => new WakeupTopic());

    // A database that is away costs other servers' promptness, never an effect: everybody polls.
    private static async Task RepeatAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
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
            catch (Exception exception) when (exception is NpgsqlException || DatabaseOutage.IsOutage(exception))
            {
                await Task.Delay(Reconnect, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(urls.Direct) { Pooling = false, KeepAlive = 10 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(stoppingToken);
        connection.Notification += (_, notification) => Receive(notification.Payload);

        await using var listen = new NpgsqlCommand("listen " + Channel, connection);
        await listen.ExecuteNonQueryAsync(stoppingToken);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    private async Task NotifyAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in outgoing.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var topic in unsent.Keys)
            {
                unsent.TryRemove(topic, out var _);
                await using var notify = database.CreateCommand("select pg_notify($1, $2)");
                notify.Parameters.AddWithValue(Channel);
                notify.Parameters.AddWithValue($"{self}:{topic}");
                await notify.ExecuteNonQueryAsync(stoppingToken);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private void Receive(string payload)
    {
        var parts = payload.Split(':', 2);
        if (parts.Length == 2 && !string.Equals(parts[0], self, StringComparison.Ordinal))
        {
            Topic(parts[1]).Signal();
        }
    }
}
