using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.DueWork;

/// <summary>
/// Leases what is due of all tenants and sends it, each in a scope of its tenant: woken at once, and looking every second anyway. What
/// fails comes back when its lease is over, and holds nobody up.
/// </summary>
internal sealed partial class DueWorkLoop(
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    IWakeup wakeup,
    TimeProvider time,
    ILogger<DueWorkLoop> logger
)
{
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);

    public async Task RunAsync(DueKind kind, CancellationToken stoppingToken)
    {
        var places = new TenantPlaces(kind.AtOnce);
        while (!stoppingToken.IsCancellationRequested)
        {
            await places.WaitForRoomAsync();
            var leased = await TryLeaseAsync(kind, places, stoppingToken);
            foreach (var due in leased)
            {
                places.Take(due.TenantId, () => SendAsync(due, stoppingToken));
            }

            if (leased.Count == 0)
            {
                await WaitAsync(kind, places, stoppingToken);
            }
        }

        // What has been sent is waited for: its outcome is known in a moment, and otherwise in doubt.
        await places.WhenEmptyAsync();
    }

    private async Task WaitAsync(DueKind kind, TenantPlaces places, CancellationToken stoppingToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var signal = wakeup.WaitAsync(kind.Topic, Nap, waiting.Token).AsTask();
        await Task.WhenAny(signal, places.WaitForTenantAsync(waiting.Token));
        await waiting.CancelAsync();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(Due due, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(due.TenantId);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(due.Request, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Not sent yet: due again when its lease ends.
        }
        catch (Exception exception)
        {
            // Only its kind: an exception's text may quote what a person wrote.
            LogFailed(due.Request, exception.GetType().Name, exception.StackTrace);
        }
    }

    private async Task<List<Due>> TryLeaseAsync(DueKind kind, TenantPlaces places, CancellationToken stoppingToken)
    {
        try
        {
            return await LeaseAsync(kind, places, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception)
        {
            LogAway(kind.Topic, exception.GetType().Name);
            return [];
        }
    }

    private async Task<List<Due>> LeaseAsync(DueKind kind, TenantPlaces places, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            kind.Query,
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = (now + kind.Lease).UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = places.Free },
            new NpgsqlParameter<int> { TypedValue = TenantPlaces.OfEachTenant },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. places.Full.Select(tenant => tenant.Value)] }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var leased = new List<Due>();
        while (await reader.ReadAsync(cancellationToken))
        {
            leased.Add(new(new TenantId(reader.GetGuid(0)), kind.Read(reader, now)));
        }

        return leased;
    }

    [LoggerMessage(LogLevel.Error, "{Request} failed: {Cause}.\n{Stack}")]
    private partial void LogFailed(IRequest request, string cause, string? stack);

    [LoggerMessage(LogLevel.Warning, "Nothing of {Topic} can be leased at the moment: {Cause}.")]
    private partial void LogAway(string topic, string cause);

    private sealed record Due(TenantId TenantId, IRequest Request);
}
