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

    /// <summary>What a provider told us of and does not show: not yet, or not to us (meta-lead-ads §4).</summary>
    private static readonly TimeSpan[] UntilShown =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromHours(1),
    ];

    private readonly Dictionary<string, IInboundHook> hooks = hooks
        .SelectMany(
            hook => hook.Platforms.Append(hook.Platform).Distinct(StringComparer.Ordinal),
            (hook, platform) => (hook, platform)
        )
        .ToDictionary(pair => pair.platform, pair => pair.hook, StringComparer.Ordinal);

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

            return PauseAfter(leased.Attempts, reason) is { } pause
                ? Outcome.Retry(leased, reason, time.GetUtcNow() + pause)
                : Outcome.Parked(leased, reason);
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

        // At an account's own address, its app may deliver for others of its products as well.
        var own = hook.Read(body).Where(happened => happened.Platform is null || happened.Platform == leased.Provider);
        await ApplyAllAsync(leased, own, cancellationToken);

        return Outcome.Processed(leased, time.GetUtcNow());
    }

    /// <summary>All of them before the first failure counts: what always fails must not keep the others from their effect.</summary>
    private async Task ApplyAllAsync(
        LeasedEvent leased,
        IEnumerable<InboundEvent> events,
        CancellationToken cancellationToken
    )
    {
        Exception? failure = null;
        var notices = new List<ProviderNotice>();
        foreach (var happened in events)
        {
            if (happened.Content is InboundContent.Notice notice)
            {
                notices.Add(new(happened.ExternalId, happened.Type, notice.ExternalReference));
                continue;
            }

            if (happened.Noted is { } reference)
            {
                notices.Add(new(happened.ExternalId, happened.Type, reference.Length > 0 ? reference : null));
            }

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

        // Last, because their lines are saved together with the event's end.
        await effects.NoteAsync(leased, notices, cancellationToken);
    }

    /// <returns>Null: it is given up, until an admin replays it.</returns>
    private static TimeSpan? PauseAfter(int attempts, string reason)
    {
        if (reason is "not_found_at_provider" or "permission_denied")
        {
            // Other trouble may have taken some of the attempts.
            return attempts <= UntilShown.Length ? UntilShown[attempts - 1]
                : attempts < InboxOptions.MaxAttempts ? UntilShown[^1]
                : null;
        }

        if (attempts >= InboxOptions.MaxAttempts)
        {
            return null;
        }

        var pause = FirstPause * Math.Pow(2, attempts - 1);
        var capped = pause < LongestPause ? pause : LongestPause;

#pragma warning disable CA5394 // Jitter need not be unpredictable.
        return capped * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    [LoggerMessage(LogLevel.Warning, "Event {Id} of {Provider} failed at attempt {Attempt}: {Reason}.\n{Stack}")]
    private partial void LogFailure(Guid id, string provider, int attempt, string reason, string? stack);
}
