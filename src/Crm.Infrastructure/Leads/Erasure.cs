using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Leads;

internal sealed class Erasure(
    CrmDbContext context,
    Tombstones tombstones,
    IAuditTrail audit,
    IAuditErasure trail,
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
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var everywhere = await WithGuestsAsync(person, cancellationToken);
        await LockAsync(everywhere, cancellationToken);
        var erased = await EraseAsync(everywhere, cancellationToken);
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
        await transaction.CommitAsync(cancellationToken);

        return erased;
    }

    /// <summary>Guests of any venue by the same phone, address or device are the person too, and so are their leads.</summary>
    private async Task<PersonTraits> WithGuestsAsync(PersonTraits person, CancellationToken cancellationToken)
    {
        var guests = await context
            .HotspotUsers.IgnoreQueryFilters([VenueFilter.Name])
            .Where(user =>
                person.HotspotUserIds.Contains(user.Id)
                || (user.NormalizedEmail != null && person.NormalizedEmails.Contains(user.NormalizedEmail))
                || (user.Phone != null && person.Phones.Contains(user.Phone))
                || (user.MacAddress != null && person.MacAddresses.Contains(user.MacAddress))
            )
            .Select(user => new Known(user.Id, user.NormalizedEmail, user.Phone))
            .ToListAsync(cancellationToken);

        return person with
        {
            HotspotUserIds = [.. person.HotspotUserIds, .. guests.Select(guest => guest.Id)],
            NormalizedEmails = Distinct(person.NormalizedEmails, guests.Select(guest => guest.Email)),
            Phones = Distinct(person.Phones, guests.Select(guest => guest.Phone)),
        };
    }

    private static string[] Distinct(IEnumerable<string> known, IEnumerable<string?> more) =>
        [.. known.Concat(more.OfType<string>()).Distinct(StringComparer.Ordinal)];

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
        var emails = Distinct(person.NormalizedEmails, leads.Select(lead => lead.Email));
        var phones = Distinct(person.Phones, leads.Select(lead => lead.Phone));
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
            emails,
            phones,
            time.GetUtcNow(),
            cancellationToken
        );

        var consents = await context
            .Consents.IgnoreQueryFilters([VenueFilter.Name])
            .Where(consent => ids.Contains(consent.LeadId))
            .Select(consent => consent.Id)
            .ToListAsync(cancellationToken);
        var deliveries = await EmptyDeliveriesAsync(ids, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.submission where tenant_id = {tenant.TenantId.Value} and lead_id = any ({ids})",
            cancellationToken
        );
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.lead where tenant_id = {tenant.TenantId.Value} and id = any ({ids})",
            cancellationToken
        );

        var guests = await EraseGuestsAsync(person, emails, phones, cancellationToken);

        Guid[] everyone = [.. ids.Concat(guests).Concat(person.HotspotUserIds).Distinct()];
        await ForgetAnswersAsync([.. everyone, .. consents], cancellationToken);
        foreach (var subject in everyone.Concat(await InvitationsOfAsync(emails, cancellationToken)))
        {
            await trail.ForgetAsync(subject, cancellationToken);
        }

        return new(ids.Length, submissions.Count, guests.Count, deliveries);
    }

    private async Task<List<Known>> LeadsOfAsync(PersonTraits person, CancellationToken cancellationToken) =>
        await context
            .Leads.IgnoreQueryFilters([VenueFilter.Name])
            .Where(lead =>
                person.LeadIds.Contains(lead.Id)
                || (lead.NormalizedEmail != null && person.NormalizedEmails.Contains(lead.NormalizedEmail))
                || (lead.Phone != null && person.Phones.Contains(lead.Phone))
            )
            .Select(lead => new Known(lead.Id, lead.NormalizedEmail, lead.Phone))
            .ToListAsync(cancellationToken);

    /// <summary>Whom nobody knew when they were invited is in the audit trail under their invitation.</summary>
    private Task<Guid[]> InvitationsOfAsync(string[] emails, CancellationToken cancellationToken) =>
        context
            .Invitations.Where(invitation => emails.Contains(invitation.NormalizedEmail))
            .Select(invitation => invitation.Id)
            .ToArrayAsync(cancellationToken);

    /// <summary>What was answered to Idempotency-Keys tells of them too.</summary>
    private Task<int> ForgetAnswersAsync(Guid[] ids, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"delete from crm.idempotency_record where tenant_id = {tenant.TenantId.Value} and resource_id = any ({ids})",
            cancellationToken
        );

    /// <summary>
    /// A delivery is sealed and names nobody; a submission holds the moment and account of the one it came with. One that a pull
    /// brought first came by webhook within a day of being sent in: what was processed then goes too, its neighbours with it.
    /// </summary>
    private Task<int> EmptyDeliveriesAsync(Guid[] leadIds, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            update integrations.webhook_event e set sealed_body = null
            from leads.submission s
            where s.tenant_id = {tenant.TenantId.Value} and s.lead_id = any ({leadIds}) and s.account_id is not null
                and e.tenant_id = s.tenant_id and e.account_id = s.account_id and e.sealed_body is not null
                and (e.received_at = s.received_at and e.status in ('processed', 'parked')
                    or e.status = 'processed' and e.received_at between s.submitted_at and s.submitted_at + interval '1 day')
            """,
            cancellationToken
        );

    /// <summary>Consents, and leads that are still due for them, go with their guest; those given on somebody else's device go alone.</summary>
    /// <returns>The guests.</returns>
    private async Task<List<Guid>> EraseGuestsAsync(
        PersonTraits person,
        string[] emails,
        string[] phones,
        CancellationToken cancellationToken
    )
    {
        await context.Database.ExecuteSqlAsync(
            $"""
            delete from venues.guest_consent c
            where c.tenant_id = {tenant.TenantId.Value} and (lower(c.email) = any ({emails}) or c.phone = any ({phones}))
            """,
            cancellationToken
        );

        var guests = context.Database.SqlQuery<Guid>(
            $"""
            delete from venues.hotspot_user u
            where u.tenant_id = {tenant.TenantId.Value} and (u.id = any ({person.HotspotUserIds.ToArray()})
                or u.normalized_email = any ({emails}) or u.phone = any ({phones}))
            returning u.id
            """
        );

        return await guests.ToListAsync(cancellationToken);
    }

    private sealed record Known(Guid Id, string? Email, string? Phone);
}
