using System.Runtime.ExceptionServices;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Inbox;

/// <summary>Processes one leased event; whatever goes wrong becomes its outcome, and the next one is not touched by it.</summary>
internal sealed partial class InboxProcessor(
    IEnumerable<IInboundHook> hooks,
    InboxSplitter splitter,
    InboxEffects effects,
    IVault vault,
    TimeProvider time,
    ILogger<InboxProcessor> logger
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, IInboundHook> hooks = hooks.ToDictionary(
        hook => hook.Platform,
        StringComparer.Ordinal
    );

    /// <returns>Null when its end is stored already.</returns>
    public async Task<Outcome?> ProcessAsync(LeasedEvent leased, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessOnceAsync(leased, cancellationToken);
        }
        catch (FormatException)
        {
            return Outcome.Parked(leased, "malformed");
        }
        catch (UnownedEventException)
        {
            return Outcome.Parked(leased, "unowned");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Only its kind: an exception's text may quote what a person typed into a form.
            var reason = exception is ProviderException refusal ? refusal.Code : exception.GetType().Name;
            LogFailure(leased.Id, leased.Provider, leased.Attempts, reason, exception.StackTrace);

            if (exception is ProviderException { RetryAfter: { } wait })
            {
                // An outage passes, and what the event is about must not wait for an operator's replay after it.
                return Outcome.PutOff(leased, reason, time.GetUtcNow() + (wait > FirstPause ? wait : FirstPause));
            }

            return leased.Attempts >= InboxOptions.MaxAttempts
                ? Outcome.Parked(leased, reason)
                : Outcome.Retry(leased, reason, time.GetUtcNow() + PauseAfter(leased.Attempts));
        }
    }

    private async Task<Outcome?> ProcessOnceAsync(LeasedEvent leased, CancellationToken cancellationToken)
    {
        if (leased.TenantId == TenantId.Platform && leased.IsPart)
        {
            throw new FormatException("The part is what could not be read.");
        }

        var hook = hooks[leased.Provider];
        var body = await vault.OpenBytesAsync(leased.BodyName, new SealedSecret(leased.SealedBody), cancellationToken);
        if (leased.TenantId == TenantId.Platform)
        {
            await splitter.SplitAsync(leased, hook, body, cancellationToken);

            return null;
        }

        await ApplyAllAsync(leased, hook.Read(body), cancellationToken);

        return Outcome.Processed(leased, time.GetUtcNow());
    }

    /// <summary>All of them before the first failure counts: what always fails must not keep the others from their effect.</summary>
    private async Task ApplyAllAsync(
        LeasedEvent leased,
        IReadOnlyList<InboundEvent> events,
        CancellationToken cancellationToken
    )
    {
        Exception? failure = null;
        foreach (var happened in events)
        {
            try
            {
                await effects.ApplyAsync(leased, happened, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One that is worth another try goes before one that is not.
                failure = failure is null or FormatException or UnownedEventException ? exception : failure;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, attempts - 1);
        var capped = pause < LongestPause ? pause : LongestPause;

#pragma warning disable CA5394 // Jitter need not be unpredictable.
        return capped * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    [LoggerMessage(LogLevel.Warning, "Event {Id} of {Provider} failed at attempt {Attempt}: {Reason}.\n{Stack}")]
    private partial void LogFailure(Guid id, string provider, int attempt, string reason, string? stack);
}
