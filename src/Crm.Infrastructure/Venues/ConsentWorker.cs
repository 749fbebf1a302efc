using Crm.Application.Common;
using Crm.Application.Venues.HotspotUsers;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Venues;

/// <summary>
/// Announces consents as soon as they are committed: woken at once, and looking every second anyway. Each runs in a scope of its
/// tenant; one that fails is tried again later and holds nobody up.
/// </summary>
internal sealed partial class ConsentWorker(
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    IWakeup wakeup,
    TimeProvider time,
    ILogger<ConsentWorker> logger
) : BackgroundService
{
    public const string Topic = "consents";

    private const int MostPerBatch = 50;
    private const int AtOnce = 4;
    private const int MostDoublings = 8;
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogAway(exception.GetType().Name);
                await Task.Delay(Nap, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var taken = await TakeAsync(stoppingToken);
        if (taken.Count == 0)
        {
            await wakeup.WaitAsync(Topic, Nap, stoppingToken);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(taken, options, AnnounceAsync);
    }

    private async ValueTask AnnounceAsync(Due due, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(due.TenantId);
            await scope
                .ServiceProvider.GetRequiredService<IMediator>()
                .Send(new AnnounceConsent(due.ConsentId), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Only its kind: an exception's text may quote what a guest typed.
            LogFailed(due.ConsentId, due.Attempts, exception.GetType().Name, exception.StackTrace);
            await PutOffAsync(due, cancellationToken);
        }
    }

    private async Task<List<Due>> TakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select tenant_id, consent_id, attempts from lookup.lease_due_leads($1, $2, $3)",
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = (now + Lease).UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = MostPerBatch }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var taken = new List<Due>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new(new TenantId(reader.GetGuid(0)), reader.GetGuid(1), reader.GetInt32(2)));
        }

        return taken;
    }

    private async Task PutOffAsync(Due due, CancellationToken cancellationToken)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(due.Attempts - 1, MostDoublings));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, due.TenantId);
        batch.Add(
            "update venues.due_lead set due_at = $3 where tenant_id = $1 and consent_id = $2 and attempts = $4",
            new NpgsqlParameter<Guid> { TypedValue = due.TenantId.Value },
            new NpgsqlParameter<Guid> { TypedValue = due.ConsentId },
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() + pause).UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = due.Attempts }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Consent {ConsentId} could not be announced at attempt {Attempt}: {Cause}.\n{Stack}"
    )]
    private partial void LogFailed(Guid consentId, int attempt, string cause, string? stack);

    [LoggerMessage(LogLevel.Warning, "Consents cannot be announced at the moment: {Cause}.")]
    private partial void LogAway(string cause);

    private sealed record Due(TenantId TenantId, Guid ConsentId, int Attempts);
}
