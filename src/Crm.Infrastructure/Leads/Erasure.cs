using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Leads;

internal sealed class Erasure(
    CrmDbContext context,
    Tombstones tombstones,
    IAuditTrail audit,
    ITenantContext tenant,
    TimeProvider time
) : IErasure
{
    public async Task<Erased> EraseAsync(
        PersonTraits person,
        string action,
        string resourceType,
        Guid resourceId,
        CancellationToken cancellationToken
    )
    {
        await using var own = context.Database.CurrentTransaction is null
            ? await context.Database.BeginTransactionAsync(cancellationToken)
            : null;
        await LockAsync(person, cancellationToken);
        var erased = await EraseAsync(person, cancellationToken);
        await audit.RecordAsync(
            new(action, resourceType, resourceId)
            {
                After = new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["leads"] = erased.Leads,
                    ["submissions"] = erased.Submissions,
                    ["hotspotUsers"] = erased.HotspotUsers,
                    ["deliveries"] = erased.Deliveries,
                },
            },
            cancellationToken
        );
        await context.SaveChangesAsync(cancellationToken);
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }

        return erased;
    }

    /// <summary>The locks of whoever takes a lead in: nothing of the person is added meanwhile.</summary>
    private async Task LockAsync(PersonTraits person, CancellationToken cancellationToken)
    {
        long[] keys =
        [
            .. person
                .NormalizedEmails.Select(email => "e:" + email)
                .Concat(person.Phones.Select(phone => "p:" + phone))
                .Select(name => LockKey.Of(tenant.TenantId.Value, name))
                .Order(),
        ];
        await context.Database.ExecuteSqlAsync(
            $"select count(pg_advisory_xact_lock(key)) from unnest({keys}) key",
            cancellationToken
        );
    }

    private async Task<Erased> EraseAsync(PersonTraits person, CancellationToken cancellationToken)
    {
        var leads = await LeadsOfAsync(person, cancellationToken);
        string[] emails = [.. person.NormalizedEmails, .. leads.Select(lead => lead.Email).OfType<string>()];
        string[] phones = [.. person.Phones, .. leads.Select(lead => lead.Phone).OfType<string>()];
        Guid[] ids = [.. leads.Select(lead => lead.Id)];

        var submissions = await context
            .Submissions.IgnoreQueryFilters([VenueFilter.Name])
            .Where(submission => ids.Contains(submission.LeadId))
            .Select(submission => submission.DedupeKey)
            .ToListAsync(cancellationToken);
        await tombstones.AddAsync(
            context,
            tenant.TenantId,
            submissions,
            [.. emails.Distinct(StringComparer.Ordinal)],
            [.. phones.Distinct(StringComparer.Ordinal)],
            time.GetUtcNow(),
            cancellationToken
        );

        var deliveries = await EmptyDeliveriesAsync(ids, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.submission where tenant_id = {tenant.TenantId.Value} and lead_id = any ({ids})",
            cancellationToken
        );
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.lead where tenant_id = {tenant.TenantId.Value} and id = any ({ids})",
            cancellationToken
        );

        return new(
            ids.Length,
            submissions.Count,
            await EraseGuestsAsync(person, emails, phones, cancellationToken),
            deliveries
        );
    }

    private async Task<List<KnownLead>> LeadsOfAsync(PersonTraits person, CancellationToken cancellationToken) =>
        await context
            .Leads.IgnoreQueryFilters([VenueFilter.Name])
            .Where(lead =>
                person.LeadIds.Contains(lead.Id)
                || (lead.NormalizedEmail != null && person.NormalizedEmails.Contains(lead.NormalizedEmail))
                || (lead.Phone != null && person.Phones.Contains(lead.Phone))
            )
            .Select(lead => new KnownLead(lead.Id, lead.NormalizedEmail, lead.Phone))
            .ToListAsync(cancellationToken);

    /// <summary>A delivery is sealed and names nobody; a submission holds the moment and account of the one it came with.</summary>
    private Task<int> EmptyDeliveriesAsync(Guid[] leadIds, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            update integrations.webhook_event e set sealed_body = null
            from leads.submission s
            where s.tenant_id = {tenant.TenantId.Value} and s.lead_id = any ({leadIds}) and s.account_id is not null
                and e.tenant_id = s.tenant_id and e.account_id = s.account_id and e.received_at = s.received_at
                and e.status in ('processed', 'parked') and e.sealed_body is not null
            """,
            cancellationToken
        );

    /// <summary>Consents, and leads that are still due for them, go with their guest.</summary>
    private Task<int> EraseGuestsAsync(
        PersonTraits person,
        string[] emails,
        string[] phones,
        CancellationToken cancellationToken
    ) =>
        context.Database.ExecuteSqlAsync(
            $"""
            delete from venues.hotspot_user u
            where u.tenant_id = {tenant.TenantId.Value} and (u.id = any ({person.HotspotUserIds.ToArray()})
                or u.normalized_email = any ({emails}) or u.phone = any ({phones})
                or u.mac_address = any ({person.MacAddresses.ToArray()})
                or u.id in (
                    select c.hotspot_user_id from venues.guest_consent c
                    where c.tenant_id = {tenant.TenantId.Value} and (lower(c.email) = any ({emails}) or c.phone = any ({phones}))))
            """,
            cancellationToken
        );

    private sealed record KnownLead(Guid Id, string? Email, string? Phone);
}
