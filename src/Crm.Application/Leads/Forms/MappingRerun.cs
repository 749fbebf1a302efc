using Crm.Application.Common.Phones;
using Crm.Application.Leads.Consents;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Domain.Leads.Forms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Forms;

/// <summary>Reads the kept answers of a form again, in batches that each are a commit: fills what is empty, overwrites nothing.</summary>
internal sealed class MappingRerun(
    ILeadsDb db,
    IPhoneNumbers phones,
    ILeadReferences references,
    ConsentNews news,
    TimeProvider time
)
{
    private const int BatchSize = 200;
    private const int Attempts = 5;

    public async Task<MappingRun> RunAsync(
        Guid accountId,
        string formId,
        FieldMapping mapping,
        IReadOnlyList<FormQuestion> questions,
        CancellationToken cancellationToken
    )
    {
        var country = await references.CountryAsync(cancellationToken);
        var run = new MappingRun(0, 0, 0);
        List<Submission> batch;
        for (var after = Guid.Empty; (batch = await ReadAsync(accountId, formId, after, cancellationToken)).Count > 0; )
        {
            after = batch[^1].Id;
            var (leads, consents) = await ApplyAsync(batch, mapping, questions, country, cancellationToken);
            run = new(run.Submissions + batch.Count, run.Leads + leads, run.Consents + consents.Count);
            foreach (var consent in consents.Where(consent => consent.IsGranted))
            {
                await news.TellAsync(consent.Lead, [consent.Channel], cancellationToken);
            }
        }

        return run;
    }

    private Task<List<Submission>> ReadAsync(
        Guid accountId,
        string formId,
        Guid after,
        CancellationToken cancellationToken
    ) =>
        db
            .Submissions.AsNoTracking()
            .Where(row => row.AccountId == accountId && row.FormId == formId && row.Id > after)
            .OrderBy(row => row.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);

    private async Task<(int Leads, List<AddedConsent> Consents)> ApplyAsync(
        List<Submission> batch,
        FieldMapping mapping,
        IReadOnlyList<FormQuestion> questions,
        string country,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            db.Forget();
            try
            {
                return await ApplyOnceAsync(batch, mapping, questions, country, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody changed one of the leads, or another run took down the same consents.
            }
        }
    }

    private async Task<(int Leads, List<AddedConsent> Consents)> ApplyOnceAsync(
        List<Submission> batch,
        FieldMapping mapping,
        IReadOnlyList<FormQuestion> questions,
        string country,
        CancellationToken cancellationToken
    )
    {
        var leadIds = batch.ConvertAll(submission => submission.LeadId);
        var ids = batch.ConvertAll(submission => (Guid?)submission.Id);
        var leads = await db
            .Leads.Where(lead => leadIds.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, cancellationToken);
        var recorded = await db
            .Consents.AsNoTracking()
            .Where(consent => ids.Contains(consent.SubmissionId))
            .Select(consent => new { consent.SubmissionId, consent.Channel })
            .ToListAsync(cancellationToken);
        var known = recorded.Select(one => (one.SubmissionId!.Value, one.Channel)).ToHashSet();
        var changed = new HashSet<Guid>();
        var consents = new List<AddedConsent>();
        foreach (var submission in batch)
        {
            if (!leads.TryGetValue(submission.LeadId, out var lead))
            {
                continue;
            }

            var mapped = MappedAnswers.Of(mapping, submission.Answers);
            var phone = mapped.Phone is null ? null : phones.Parse(mapped.Phone, country);
            if (lead.Complete(Details(mapped, phone, lead.FirstTouch!), time.GetUtcNow()))
            {
                changed.Add(lead.Id);
            }

            foreach (var given in mapped.Consents.Where(given => known.Add((submission.Id, given.Channel))))
            {
                db.Consents.Add(ConsentOf(submission, given, questions));
                consents.Add(new(lead, given.Channel, given.IsGranted));
            }
        }

        await db.SaveChangesAsync(cancellationToken);

        return (changed.Count, consents);
    }

    private static LeadDetails Details(MappedAnswers mapped, PhoneNumber? phone, Touch touch) =>
        new(
            mapped.FullName,
            EmailAddress.Parse(mapped.Email),
            phone,
            mapped.Phone,
            touch,
            CustomFields: mapped.CustomFields
        );

    private Consent ConsentOf(
        Submission submission,
        (string Channel, bool IsGranted, string Question) given,
        IReadOnlyList<FormQuestion> questions
    ) =>
        Consent.Create(
            submission.TenantId,
            submission.LeadId,
            submission.Id,
            new(
                given.Channel,
                given.IsGranted,
                FormQuestion.ShownOf(questions, given.Question),
                Language: null,
                submission.SubmittedAt ?? submission.ReceivedAt,
                Address: null,
                submission.Source
            ),
            time.GetUtcNow()
        );

    private sealed record AddedConsent(Lead Lead, string Channel, bool IsGranted);
}
