using Crm.Application.Common;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

internal sealed class LeadContacts(ILeadsDb db, ILeadStore store, ITenantContext tenant, TimeProvider time)
    : ILeadContacts
{
    public Task<Guid?> FindAsync(PhoneNumber phone, CancellationToken cancellationToken) =>
        db
            .Leads.IgnoreQueryFilters([VenueScope.Filter])
            .Where(lead => lead.Phone == phone.Value)
            .OrderBy(lead => lead.CreatedAt)
            .ThenBy(lead => lead.Id)
            .Select(lead => (Guid?)lead.Id)
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<Guid?> CaptureAsync(LeadContact contact, CancellationToken cancellationToken)
    {
        var details = Details(contact);
        var lead = Lead.Create(tenant.TenantId, details, time.GetUtcNow());
        var submission = Submission.Create(
            lead,
            details.Touch,
            $"{contact.Source}:{contact.ExternalId}",
            contact.ExternalId,
            [.. Answers(contact)],
            isTest: false,
            contact.SentAt,
            contact.ReceivedAt
        );
        if (await store.AddAsync(lead, submission, evenIfDuplicate: false, cancellationToken, VenueScope.All))
        {
            return lead.Id;
        }

        var merged = await store.MergeAsync(lead, details, submission, cancellationToken, VenueScope.All);

        return merged?.Id
            ?? await db
                .Submissions.IgnoreQueryFilters([VenueScope.Filter])
                .Where(row => row.DedupeKey == submission.DedupeKey)
                .Select(row => (Guid?)row.LeadId)
                .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task CompleteAsync(Guid leadId, PhoneNumber phone, string source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lead = await db
            .Leads.IgnoreQueryFilters([VenueScope.Filter])
            .SingleOrDefaultAsync(row => row.Id == leadId && row.Phone == null, cancellationToken);
        if (
            lead is not null
            && await FindAsync(phone, cancellationToken) is null
            && lead.Complete(new(null, null, phone, phone.Value, new(now, source)), now)
        )
        {
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task ReturnAsync(Guid leadId, CancellationToken cancellationToken)
    {
        var lead = await db
            .Leads.IgnoreQueryFilters([VenueScope.Filter, DeletedLeads.Filter])
            .SingleOrDefaultAsync(row => row.Id == leadId && row.DeletedAt != null, cancellationToken);
        if (lead is not null)
        {
            lead.Restore(time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public Task ContactedAsync(Guid leadId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var when = at.ToUniversalTime();

        return db
            .Leads.IgnoreQueryFilters([VenueScope.Filter])
            .Where(lead => lead.Id == leadId && lead.ContactedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(lead => lead.ContactedAt, when), cancellationToken);
    }

    public async Task<Guid?> AddAsync(
        PhoneNumber phone,
        string source,
        Guid accountId,
        Guid? venueId,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var lead = Lead.Create(
            tenant.TenantId,
            new(null, null, phone, phone.Value, new(now, source, accountId), VenueId: venueId),
            now
        );

        return await store.AddAsync(lead, submission: null, evenIfDuplicate: false, cancellationToken, VenueScope.All)
            ? lead.Id
            : await FindAsync(phone, cancellationToken);
    }

    private static LeadDetails Details(LeadContact contact) =>
        new(
            CleanText.Of(contact.Name),
            Email: null,
            contact.Phone is null ? null : PhoneNumber.FromE164(contact.Phone),
            contact.Phone,
            new Touch(
                contact.SentAt,
                contact.Source,
                contact.AccountId,
                Ad: contact.AdId is null ? null : new(contact.AdId, CleanText.Of(contact.AdHeadline)),
                ClickId: CleanText.Of(contact.ClickId)
            ),
            VenueId: contact.VenueId
        );

    private static IEnumerable<SubmittedAnswer> Answers(LeadContact contact)
    {
        (string Question, string? Value)[] answers =
        [
            ("message", contact.Text),
            ("ad.headline", contact.AdHeadline),
            ("ad.url", contact.AdUrl),
        ];

        return answers
            .Where(answer => answer.Value is not null)
            .Select(answer => new SubmittedAnswer(answer.Question, CleanText.Storable(answer.Value!)));
    }
}
