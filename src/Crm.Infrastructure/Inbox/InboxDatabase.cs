using System.Net.Sockets;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>
/// A small pool of its own with short limits: a provider waits two seconds, whatever the rest of the system is doing. After
/// a failure nobody tries for half a second, so that a flood during an outage is answered at once instead of piling up.
/// </summary>
internal sealed class InboxDatabase(DatabaseUrls urls) : IAsyncDisposable
{
    private const int PauseMilliseconds = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource source = new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(urls.Main)
        {
            Timeout = 1,
            // The driver blocks a thread as it cancels: long after those who waited have had their 503.
            CommandTimeout = 5,
            CancellationTimeout = -1,
            // Two writers, two for the quarantine, three for addresses: nobody ever waits for a connection.
            MaxPoolSize = 8,
        }.ConnectionString
    ).Build();

    private long awayUntil;

    public bool IsAway => Environment.TickCount64 < Volatile.Read(ref awayUntil);

    /// <summary>Runs what may safely run twice: a pooled connection may have died since it was last used.</summary>
    /// <exception cref="InboxUnavailableException">The database cannot be reached in time.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (IsAway)
            {
                throw new InboxUnavailableException(cause: null);
            }

            try
            {
                return await WorkAsync(work).WaitAsync(Patience);
            }
            catch (Exception exception) when (IsOutage(exception))
            {
                source.Clear();
                if (!isFirst || (exception.InnerException ?? exception) is TimeoutException)
                {
                    Volatile.Write(ref awayUntil, Environment.TickCount64 + PauseMilliseconds);
                    throw new InboxUnavailableException(exception);
                }
            }
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<T> WorkAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        await using var connection = await source.OpenConnectionAsync();

        return await work(connection);
    }

    // A PostgresException is an answer; of these only those count that mean "not now".
    private static bool IsOutage(Exception exception) =>
        exception switch
        {
            PostgresException answer => answer.IsTransient
                || answer.SqlState.StartsWith("57", StringComparison.Ordinal),
            NpgsqlException or TimeoutException or SocketException or IOException => true,
            _ => false,
        };
}

/// <summary>Nothing was committed: the provider is asked to send it again.</summary>
internal sealed class InboxUnavailableException(Exception? cause) : Exception("The inbox cannot commit now.", cause);
