using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

/// <summary>Has the workers take a delivery again that was refused or given up. What is still not verified stays where it is.</summary>
public sealed record ReplayWebhookEvent(Guid EventId) : IRequest<WebhookEventDto>;

internal sealed class ReplayWebhookEventHandler(
    IIntegrationsDb db,
    IKeptDeliveries deliveries,
    CredentialStore credentials,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<ReplayWebhookEvent, WebhookEventDto>
{
    public async Task<WebhookEventDto> Handle(ReplayWebhookEvent request, CancellationToken cancellationToken)
    {
        var kept =
            await db.WebhookEvents.SingleOrDefaultAsync(happened => happened.Id == request.EventId, cancellationToken)
            ?? throw new NotFoundException("WebhookEvent");
        kept.RequireReplayable();
        var account = await db
            .Accounts.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == kept.AccountId, cancellationToken);
        var pasted = account is null ? PastedCredentials.None : await credentials.OpenAsync(account, cancellationToken);
        // What came before a key was replaced was good by that key, and nothing newer is.
        var former = await db
            .FormerKeys.AsNoTracking()
            .Where(key => key.AccountId == kept.AccountId && key.ReplacedAt > kept.ReceivedAt)
            .OrderBy(key => key.ReplacedAt)
            .ToListAsync(cancellationToken);
        var dedupeKey = await deliveries.VerifyAsync(kept, account, pasted, former, cancellationToken);
        if (dedupeKey is null || await IsThereAsync(kept, dedupeKey, cancellationToken))
        {
            throw new DomainException("webhook_event_not_replayable");
        }

        var before = kept.Status;
        kept.Replay(dedupeKey, clock.GetUtcNow());
        await audit.RecordAsync(
            new("webhook_event.replayed", "webhook_event", kept.Id)
            {
                Before = AccountAudit.Members(("status", before)),
                After = AccountAudit.Members(("status", kept.Status), ("provider", kept.Provider)),
            },
            cancellationToken
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException)
        {
            // The provider has sent it again at this moment.
            throw new DomainException("concurrent_change");
        }

        return WebhookEventDto.From(kept);
    }

    private Task<bool> IsThereAsync(WebhookEvent kept, byte[] dedupeKey, CancellationToken cancellationToken) =>
        db.WebhookEvents.AnyAsync(
            other =>
                other.Id != kept.Id
                && other.Provider == kept.Provider
                && other.DedupeKey == dedupeKey
                && other.Status != WebhookEvent.Quarantined,
            cancellationToken
        );
}
