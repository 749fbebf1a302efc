using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Application.Tenancy.Contracts;
using Crm.Infrastructure.Messaging;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Leads;

internal sealed class Erasure(
    CrmDbContext context,
    Tombstones tombstones,
    IAuditTrail audit,
    IAuditErasure trail,
    MessageErasure messages,
    ITenantContext tenant
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
        await RecordAsync(new(action, resourceType, resourceId), erased, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return erased;
    }

    public async Task PurgeAsync(Guid leadId, DateTimeOffset deletedBefore, CancellationToken cancellationToken)
    {
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var due = deletedBefore.ToUniversalTime();
        // Held until the end: who brings it back at this moment finds it gone, or is done before.
        var isDue = await context
            .Database.SqlQuery<Guid>(
                $"select id from leads.lead where tenant_id = {tenant.TenantId.Value} and id = {leadId} and deleted_at < {due} for update"
            )
            .ToListAsync(cancellationToken);
        if (isDue.Count == 0)
        {
            return;
        }

        var (submissions, deliveries, told) = await TakeLeadsAsync([leadId], [], [], cancellationToken);
        await ForgetAsync([leadId], told, cancellationToken);
        var erased = new Erased(1, submissions, HotspotUsers: 0, deliveries);
        await RecordAsync(new("lead.purged", "lead", leadId), erased, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RecordAsync(AuditEntry entry, Erased erased, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["leads"] = erased.Leads,
            ["submissions"] = erased.Submissions,
            ["hotspotUsers"] = erased.HotspotUsers,
            ["deliveries"] = erased.Deliveries,
        };
        await audit.RecordAsync(entry with { After = counts }, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
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

        var (submissions, deliveries, told) = await TakeLeadsAsync(ids, emails, phones, cancellationToken);
        var guests = await EraseGuestsAsync(person, emails, phones, cancellationToken);

        var invitations = await InvitationsOfAsync(emails, cancellationToken);
        await ForgetAsync(
            [.. ids.Concat(guests).Concat(person.HotspotUserIds).Concat(invitations).Distinct()],
            told,
            cancellationToken
        );

        return new(ids.Length, submissions, guests.Count, deliveries);
    }

    /// <summary>The leads with all that hangs on them. What they had sent is known for ever, the person by what was sent before.</summary>
    /// <returns>Its last part: what else an answer may have told of.</returns>
    private async Task<(int Submissions, int Deliveries, List<Guid> Told)> TakeLeadsAsync(
        Guid[] ids,
        string[] emails,
        string[] phones,
        CancellationToken cancellationToken
    )
    {
        var submissions = await context
            .Submissions.IgnoreQueryFilters([VenueFilter.Name])
            .Where(submission => ids.Contains(submission.LeadId))
            .Select(submission => submission.DedupeKey)
            .ToListAsync(cancellationToken);
        await tombstones.AddAsync(context, tenant.TenantId, submissions, emails, phones, cancellationToken);

        var told = await context
            .Consents.Where(consent => ids.Contains(consent.LeadId))
            .Select(consent => consent.Id)
            .Concat(context.History.Where(entry => ids.Contains(entry.LeadId)).Select(entry => entry.Id))
            .ToListAsync(cancellationToken);
        var deliveries = await EmptyDeliveriesAsync(ids, cancellationToken);
        deliveries += await messages.EraseAsync(ids, phones, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.submission where tenant_id = {tenant.TenantId.Value} and lead_id = any ({ids})",
            cancellationToken
        );
        await context.Database.ExecuteSqlAsync(
            $"delete from leads.lead where tenant_id = {tenant.TenantId.Value} and id = any ({ids})",
            cancellationToken
        );

        return (submissions.Count, deliveries, told);
    }

    private async Task ForgetAsync(
        IReadOnlyList<Guid> subjects,
        IReadOnlyList<Guid> told,
        CancellationToken cancellationToken
    )
    {
        await ForgetAnswersAsync([.. subjects, .. told], cancellationToken);
        foreach (var subject in subjects)
        {
            await trail.ForgetAsync(subject, cancellationToken);
        }
    }

    private async Task<List<Known>> LeadsOfAsync(PersonTraits person, CancellationToken cancellationToken) =>
        await context
            .Leads.IgnoreQueryFilters([VenueFilter.Name, DeletedLeads.Filter])
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
