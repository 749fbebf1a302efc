using Crm.Application.Common;
using Crm.Application.Messaging;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Messaging;

/// <summary>Takes a person's conversations away, in the transaction of the erasure.</summary>
internal sealed class MessageErasure(CrmDbContext context, MessageCharges charges, ITenantContext tenant)
{
    private static readonly MessageFault Erased = new("not_found");

    /// <summary>
    /// Deliveries name nobody, and hold several people's: what was processed for the account since the conversation began is emptied,
    /// its neighbours with it.
    /// </summary>
    /// <returns>How many deliveries were emptied.</returns>
    public async Task<int> EraseAsync(Guid[] leadIds, string[] phones, CancellationToken cancellationToken)
    {
        var tenantId = tenant.TenantId;
        await PayBackAsync(tenantId, leadIds, phones, cancellationToken);
        var emptied = await context.Database.ExecuteSqlAsync(
            $"""
            update integrations.webhook_event e set sealed_body = null
            from (
                select c.account_id, min(c.created_at) as since from messaging.conversation c
                where c.tenant_id = {tenantId.Value}
                    and (c.lead_id = any ({leadIds}) or c.phone = any ({phones}) or c.platform_phone = any ({phones}))
                group by c.account_id
            ) known
            where e.tenant_id = {tenantId.Value} and e.account_id = known.account_id and e.sealed_body is not null
                and e.status in ('processed', 'parked') and e.received_at >= known.since - interval '1 day'
            """,
            cancellationToken
        );
        await context.Database.ExecuteSqlAsync(
            $"""
            with told as (
                -- The platform's ids hold the number, and nothing else here knows whose they are: all that waits there goes.
                delete from messaging.early_status e
                using messaging.conversation c
                where e.tenant_id = {tenantId.Value} and c.tenant_id = e.tenant_id and c.account_id = e.account_id
                    and (c.lead_id = any ({leadIds}) or c.phone = any ({phones}) or c.platform_phone = any ({phones}))
            ), gone as (
                delete from crm.idempotency_record r
                using messaging.message m, messaging.conversation c
                where r.tenant_id = {tenantId.Value} and r.resource_id = m.id and m.tenant_id = r.tenant_id
                    and c.tenant_id = m.tenant_id and c.id = m.conversation_id
                    and (c.lead_id = any ({leadIds}) or c.phone = any ({phones}) or c.platform_phone = any ({phones}))
            )
            delete from messaging.conversation c
            where c.tenant_id = {tenantId.Value}
                and (c.lead_id = any ({leadIds}) or c.phone = any ({phones}) or c.platform_phone = any ({phones}))
            """,
            cancellationToken
        );

        return emptied;
    }

    /// <summary>What has not left yet never will. A worker that begins one at this moment comes before or after, never between.</summary>
    private async Task PayBackAsync(
        TenantId tenantId,
        Guid[] leadIds,
        string[] phones,
        CancellationToken cancellationToken
    )
    {
        var held = await context
            .Database.SqlQuery<Guid>(
                $"""
                select m.id from messaging.message m
                join messaging.conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
                where m.tenant_id = {tenantId.Value} and m.status = 'pending'
                    and (c.lead_id = any ({leadIds}) or c.phone = any ({phones}) or c.platform_phone = any ({phones}))
                for update of m
                """
            )
            .ToListAsync(cancellationToken);
        var waiting = await context
            .Messages.IgnoreQueryFilters([VenueFilter.Name])
            .Where(message => held.Contains(message.Id))
            .ToListAsync(cancellationToken);
        foreach (var message in waiting.Where(message => message.Cancel(Erased)))
        {
            await charges.ReturnAsync(message, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}
