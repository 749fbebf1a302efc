using Crm.Application.Common;
using Crm.Application.Common.Phones;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>A lead form that arrived becomes one submission and one lead, however often, wherever and at once it is delivered.</summary>
internal sealed class CaptureLeadForm(
    ILeadStore store,
    IPhoneNumbers phones,
    ILeadReferences references,
    ITenantContext tenant,
    TimeProvider time
) : IEventHandler<LeadFormReceived>
{
    public async Task HandleAsync(LeadFormReceived happened, CancellationToken cancellationToken)
    {
        var form = happened.Form;
        var details = await DetailsAsync(happened, cancellationToken);
        var lead = Lead.Create(tenant.TenantId, details, time.GetUtcNow());
        var submission = Submission.Create(
            lead,
            details.Touch,
            CleanText.Storable($"{form.Source}:{form.DedupeKey}"),
            CleanText.Storable(form.ExternalId),
            [.. form.Answers.Select(answer => Kept(answer))],
            form.IsTest,
            form.SubmittedAt,
            happened.ReceivedAt
        );

        if (!await store.AddAsync(lead, submission, evenIfDuplicate: false, cancellationToken))
        {
            await store.MergeAsync(lead, details, submission, cancellationToken);
        }
    }

    private async Task<LeadDetails> DetailsAsync(LeadFormReceived happened, CancellationToken cancellationToken)
    {
        var form = happened.Form;
        var phoneRaw = CleanText.Of(form.Phone);
        var phone = phoneRaw is null ? null : phones.Parse(phoneRaw, await references.CountryAsync(cancellationToken));

        return new(
            CleanText.Of(form.FullName),
            EmailAddress.Parse(form.Email),
            phone,
            phoneRaw,
            new(
                form.SubmittedAt ?? happened.ReceivedAt,
                form.Source,
                happened.AccountId,
                CleanText.Of(form.FormId),
                CleanText.Of(form.FormName),
                Reference(form.Campaign),
                Reference(form.AdGroup),
                Reference(form.Ad),
                CleanText.Of(form.ClickId)
            ),
            Tags: form.IsTest ? [Lead.TestTag] : []
        );
    }

    private static SubmittedAnswer Kept(FormAnswer answer) =>
        new(CleanText.Storable(answer.Question), answer.Value is null ? null : CleanText.Storable(answer.Value));

    private static AdReference? Reference(NamedId? named) =>
        named is null ? null : new(CleanText.Storable(named.Id), CleanText.Of(named.Name));
}
