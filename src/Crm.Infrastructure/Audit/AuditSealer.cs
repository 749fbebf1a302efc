using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Audit;

/// <summary>Seals whatever was recorded, in every worker process; for each tenant one at a time.</summary>
internal sealed partial class AuditSealer(AuditSealing sealing, IWakeup wakeup, ILogger<AuditSealer> logger)
    : BackgroundService
{
    private const int MostTenants = 100;
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromMinutes(1);

    /// <summary>Tenants that failed, until when they are passed over: one must not keep the others waiting.</summary>
    private readonly Dictionary<TenantId, long> passed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await SealAllAsync(stoppingToken))
                {
                    await wakeup.WaitAsync(AuditWakeup.Topic, Nap, stoppingToken);
                }
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

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> SealAllAsync(CancellationToken stoppingToken)
    {
        var now = Environment.TickCount64;
        foreach (var (tenantId, until) in passed)
        {
            if (until <= now)
            {
                passed.Remove(tenantId);
            }
        }

        var hasSealed = false;
        Guid[] without = [.. passed.Keys.Select(tenantId => tenantId.Value)];
        foreach (var tenantId in await sealing.ListAsync(without, MostTenants, stoppingToken))
        {
            hasSealed |= await SealAsync(tenantId, stoppingToken);
        }

        return hasSealed;
    }

    private async Task<bool> SealAsync(TenantId tenantId, CancellationToken stoppingToken)
    {
        try
        {
            var outcome = await sealing.SealAsync(tenantId, stoppingToken);
            if (outcome is SealOutcome.Broken)
            {
                Pass(tenantId);
            }

            return outcome is SealOutcome.Sealed;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogTenantFailure(tenantId, exception.GetType().Name);
            Pass(tenantId, Nap);

            return false;
        }
    }

    private void Pass(TenantId tenantId, TimeSpan? time = null) =>
        passed[tenantId] = Environment.TickCount64 + (long)(time ?? LeaveAlone).TotalMilliseconds;

    [LoggerMessage(LogLevel.Warning, "The audit sealer starts again after {Failure}.")]
    private partial void LogFailure(string failure);

    [LoggerMessage(LogLevel.Warning, "The audit events of {TenantId} could not be sealed: {Failure}.")]
    private partial void LogTenantFailure(TenantId tenantId, string failure);
}
