using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

/// <summary>Deliveries that were refused or given up, by provider. Both can be replayed: a refused one for seven days, the other at any time.</summary>
internal sealed class DeliveriesInNeed(IIntegrationsDb db) : IAttentionSource
{
    private static readonly TimeSpan RefusedKept = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var groups = await db
            .WebhookEvents.AsNoTracking()
            .Where(happened => happened.Status == WebhookEvent.Quarantined || happened.Status == WebhookEvent.Parked)
            .GroupBy(happened => new { happened.Provider, happened.Status })
            .Select(group => new
            {
                group.Key.Provider,
                group.Key.Status,
                Count = group.Count(),
                Since = group.Min(happened => happened.ReceivedAt),
            })
            .OrderBy(group => group.Since)
            .Take(most)
            .ToListAsync(cancellationToken);

        return groups.ConvertAll(group => new AttentionItem(
            group.Status == WebhookEvent.Quarantined ? "webhooks_quarantined" : "webhooks_parked",
            AttentionUrgency.High,
            "webhook_event",
            ResourceId: null,
            group.Provider,
            Cause: null,
            AttentionTurn.Company,
            group.Status == WebhookEvent.Quarantined ? "correct_secret_and_replay" : "replay",
            group.Since,
            group.Status == WebhookEvent.Quarantined ? group.Since + RefusedKept : null,
            group.Count
        ));
    }
}
