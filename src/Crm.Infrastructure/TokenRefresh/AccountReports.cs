using Crm.Application.Common;
using Crm.Application.Integrations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>Tells the account what became of its renewal, in a scope of its tenant.</summary>
internal sealed partial class AccountReports(
    IServiceScopeFactory scopes,
    AppAlarm alarm,
    ILogger<AccountReports> logger
) : IDisposable
{
    /// <summary>A database that hangs must not outlive the lease.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A provider that is down ends a whole sweep at once, and callers need connections too.</summary>
    private readonly SemaphoreSlim places = new(4);

    /// <returns>False when the pair was replaced or taken away meanwhile.</returns>
    public Task<bool> AbandonAsync(LeasedGrant grant, string reason) =>
        SendAsync(
            grant,
            new AbandonGrant(grant.AccountId, grant.Version, grant.ObtainedAt, reason),
            CancellationToken.None
        );

    /// <summary>Before the lease is given back, so that whoever finds the pair waiting finds the reason too. Never fails.</summary>
    /// <param name="word">The provider's own, or ours.</param>
    public async Task PostponeAsync(LeasedGrant grant, string word)
    {
        if (RenewalTrouble.IsForOperator(word))
        {
            alarm.Raise(grant.Platform, word);
        }

        await TrySendAsync(grant, new RecordPostponedRenewal(grant.AccountId, grant.Version, grant.ObtainedAt, word));
    }

    /// <summary>Never fails: the new pair is stored, whatever the account says of it.</summary>
    public Task RecoverAsync(LeasedGrant grant) => TrySendAsync(grant, new RecoverAccount(grant.AccountId));

    public void Dispose() => places.Dispose();

    private async Task TrySendAsync(LeasedGrant grant, IRequest<bool> request)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await SendAsync(grant, request, timeout.Token);
        }
        catch (Exception exception)
        {
            LogUntold(logger, grant.AccountId, exception);
        }
    }

    private async Task<bool> SendAsync(LeasedGrant grant, IRequest<bool> request, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(grant.TenantId);

            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "What became of the renewal of {AccountId} could not be told to it")]
    private static partial void LogUntold(ILogger logger, Guid accountId, Exception exception);
}
