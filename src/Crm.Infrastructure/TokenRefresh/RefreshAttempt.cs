using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>One attempt to renew a leased grant, from its secret to what is stored. Never throws for what a provider or a row does.</summary>
internal sealed partial class RefreshAttempt(
    IEnumerable<ITokenRefresher> refreshers,
    IVault vault,
    SettlementWriter writer,
    AccountReports reports,
    TimeProvider time,
    ILogger<RefreshAttempt> logger
)
{
    /// <summary>Ours alone: nobody was asked, and nothing is wrong with the account.</summary>
    private const string LeaseTooShort = "lease_too_short";

    /// <summary>Together with the commit well below the lease.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan CommitMargin = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, ITokenRefresher> byPlatform = refreshers.ToDictionary(
        refresher => refresher.Descriptor.Key,
        StringComparer.Ordinal
    );

    public async Task<AttemptResult> RunAsync(LeasedGrant grant)
    {
        try
        {
            return await CallAsync(grant) switch
            {
                RefreshOutcome.Renewed renewed => await StoreAsync(grant, renewed.Tokens),
                RefreshOutcome.Refused => await RefuseAsync(grant),
                RefreshOutcome.Postponed postponed => await PostponeAsync(
                    grant,
                    postponed.Code,
                    postponed.RetryAfter,
                    grant.WasTried
                ),
                RefreshOutcome.AnswerLost lost => await PostponeAsync(grant, lost.Code, null, isUnanswered: true),
                var unknown => throw new InvalidOperationException($"Nobody handles {unknown.GetType().Name}."),
            };
        }
        catch (Exception exception)
        {
            // The intent stays: another attempt finds out.
            LogFailed(logger, grant.AccountId, exception);
            return await GiveBackAsync(grant);
        }
    }

    private async Task<AttemptResult> GiveBackAsync(LeasedGrant grant)
    {
        try
        {
            return await PostponeAsync(grant, "internal_error", null, isUnanswered: true);
        }
        catch (Exception exception)
        {
            LogFailed(logger, grant.AccountId, exception);
            return new AttemptResult.Later("internal_error", null);
        }
    }

    private async Task<RefreshOutcome> CallAsync(LeasedGrant grant)
    {
        if (!byPlatform.TryGetValue(grant.Platform, out var refresher))
        {
            return new RefreshOutcome.Postponed("integration_not_configured", null);
        }

        Secret token;
        try
        {
            token = await vault.OpenAsync(
                Name(grant, TokenGrant.RefreshTokenField),
                grant.RefreshToken,
                CancellationToken.None
            );
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(logger, grant.AccountId, exception.Message);
            return new RefreshOutcome.Postponed("secret_unreadable", null);
        }

        // A call that outlives its lease meets another one with the same token.
        if (grant.LeasedUntil - time.GetUtcNow() < CallTimeout + CommitMargin)
        {
            return new RefreshOutcome.Postponed(LeaseTooShort, null);
        }

        using var timeout = new CancellationTokenSource(CallTimeout);
        try
        {
            return await refresher.RefreshAsync(token, timeout.Token);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or HttpRequestException or TimeoutException or IOException)
        {
            return new RefreshOutcome.AnswerLost("provider_unavailable");
        }
    }

    private async Task<AttemptResult> StoreAsync(LeasedGrant grant, TokenPair tokens)
    {
        var now = time.GetUtcNow();
        var pair = new SealedPair(
            await vault.SealAsync(Name(grant, TokenGrant.AccessTokenField), tokens.AccessToken, CancellationToken.None),
            tokens.RefreshToken is null
                ? null
                : await vault.SealAsync(
                    Name(grant, TokenGrant.RefreshTokenField),
                    tokens.RefreshToken,
                    CancellationToken.None
                ),
            now + tokens.AccessLifetime,
            now + tokens.RefreshLifetime
        );
        var due = RefreshSchedule.DueAt(now, tokens.AccessLifetime, Random.Shared.NextDouble());

        if (!await writer.WriteAsync(new(grant, pair, due, IsUnanswered: false)))
        {
            return new AttemptResult.Superseded();
        }

        if (grant.Attempts > 1 || time.GetUtcNow() > grant.LeasedUntil - CommitMargin)
        {
            await reports.RecoverAsync(grant);
        }

        return new AttemptResult.Renewed(tokens.AccessToken);
    }

    private async Task<AttemptResult> RefuseAsync(LeasedGrant grant)
    {
        var reason = grant.WasTried ? ReauthReasons.InterruptedRotation : ReauthReasons.RefreshTokenRefused;
        try
        {
            return await reports.AbandonAsync(grant, reason)
                ? new AttemptResult.Refused()
                : new AttemptResult.Superseded();
        }
        catch (Exception exception)
        {
            // The provider did answer: asked again, it refuses again, and for the same reason.
            LogFailed(logger, grant.AccountId, exception);
            return await PostponeAsync(grant, "internal_error", null, grant.WasTried);
        }
    }

    private async Task<AttemptResult> PostponeAsync(
        LeasedGrant grant,
        string code,
        TimeSpan? retryAfter,
        bool isUnanswered
    )
    {
        var now = time.GetUtcNow();
        // Whether a lost answer has cost the pair must be known soon, however often it was postponed before.
        var attempts = isUnanswered && !grant.WasTried ? 1 : grant.Attempts;
        var due = RefreshSchedule.RetryAt(now, attempts, retryAfter, Random.Shared.NextDouble());
        LogPostponed(logger, grant.AccountId, grant.Platform, code, grant.Attempts);
        if (code is not LeaseTooShort)
        {
            await reports.PostponeAsync(grant, code);
        }

        return await writer.WriteAsync(new(grant, Pair: null, due, isUnanswered))
            ? new AttemptResult.Later(code, due - now)
            : new AttemptResult.Superseded();
    }

    private static SecretName Name(LeasedGrant grant, string field) => new(grant.TenantId, grant.AccountId, field);

    [LoggerMessage(LogLevel.Information, "Renewal of {AccountId} at {Platform} postponed: {Code}, attempt {Attempts}")]
    private static partial void LogPostponed(
        ILogger logger,
        Guid accountId,
        string platform,
        string code,
        int attempts
    );

    [LoggerMessage(LogLevel.Error, "The refresh token of {AccountId} cannot be opened: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, Guid accountId, string reason);

    [LoggerMessage(LogLevel.Error, "Renewal of {AccountId} failed")]
    private static partial void LogFailed(ILogger logger, Guid accountId, Exception exception);
}
