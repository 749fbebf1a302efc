using Crm.Application.Common;
using Crm.Infrastructure.Outbox;

namespace Crm.WebApi.Events;

/// <summary>One listener's stream: what it missed, then what happens, until it leaves or its sign-in has ended.</summary>
internal sealed class EventStream(
    EventLog log,
    ITenantContext tenant,
    StreamPass pass,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);
    private const int ChecksBetweenHeartbeats = 15;

    public async Task WriteAsync(
        HttpContext context,
        EventSubscription subscription,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            lifetime.ApplicationStopping
        );
        var writer = new EventWriter(context.Response);
        try
        {
            await writer.StartAsync(ending.Token);
            await ResumeAsync(context, subscription, writer, ending.Token);
            await FollowAsync(context, subscription, writer, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The listener left, or the server stops: either way there is nobody to tell.
        }
    }

    private async Task ResumeAsync(
        HttpContext context,
        EventSubscription subscription,
        EventWriter writer,
        CancellationToken cancellationToken
    )
    {
        if (context.Request.Headers["Last-Event-ID"] is not [{ Length: > 0 } text])
        {
            await writer.NameAsync(subscription.From.Named(time.GetUtcNow()), cancellationToken);
            return;
        }

        if (EventPosition.Parse(text) is not { } last || !await CanResumeAsync(last, subscription, cancellationToken))
        {
            await writer.ResyncAsync(cancellationToken);
            await writer.NameAsync(subscription.From.Named(time.GetUtcNow()), cancellationToken);
            return;
        }

        writer.Written = last;
        IReadOnlyList<EventLine> missed;
        do
        {
            if (!await pass.IsValidAsync(context.User))
            {
                return;
            }

            missed = await log.ReadAsync(tenant.TenantId, writer.Written, cancellationToken);
            await writer.WriteAsync(missed, pass.Venues, cancellationToken);
        } while (missed.Count == EventLog.BatchSize && !writer.Written.IsAfter(subscription.From));
    }

    private async Task<bool> CanResumeAsync(
        EventPosition last,
        EventSubscription subscription,
        CancellationToken cancellationToken
    )
    {
        var since = time.GetUtcNow() - Kept;

        return last.NamedAt is { } namedAt
            ? namedAt >= since.ToUnixTimeSeconds() && last.Transaction <= subscription.End.Transaction
            : await log.KnowsAsync(tenant.TenantId, last, since, cancellationToken);
    }

    private async Task FollowAsync(
        HttpContext context,
        EventSubscription subscription,
        EventWriter writer,
        CancellationToken cancellationToken
    )
    {
        for (var checks = 1; await pass.IsValidAsync(context.User); checks++)
        {
            if (!await HasLinesAsync(subscription, cancellationToken))
            {
                return;
            }

            var lines = new List<EventLine>();
            while (lines.Count < EventLog.BatchSize && subscription.Lines.TryRead(out var line))
            {
                lines.Add(line);
            }

            await writer.WriteAsync(lines, pass.Venues, cancellationToken);
            if (checks % ChecksBetweenHeartbeats == 0)
            {
                await writer.HeartbeatAsync(cancellationToken);
            }
        }
    }

    /// <summary>Waits for a line, but no longer than the sign-in may go unchecked. False once the subscription is over.</summary>
    private static async Task<bool> HasLinesAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CheckEvery);
        try
        {
            return await subscription.Lines.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }
}
