using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>A lead form that arrived becomes one submission and one lead, however often, wherever and at once it is delivered.</summary>
internal sealed class CaptureLeadForm(
    ILeadStore store,
    IPhoneNumbers phones,
    ILeadReferences references,
    ITenantContext tenant
) : IEventHandler<LeadFormReceived>
{
    public async Task HandleAsync(LeadFormReceived happened, CancellationToken cancellationToken)
    {
        var form = happened.Form;
        var details = await DetailsAsync(happened, cancellationToken);
        var lead = Lead.Create(tenant.TenantId, details, happened.ReceivedAt);
        var submission = Submission.Create(
            lead,
            details.Touch,
            LeadText.Storable($"{form.Source}:{form.DedupeKey}"),
            LeadText.Storable(form.ExternalId),
            [.. form.Answers.Select(answer => Kept(answer))],
            form.IsTest,
            form.SubmittedAt,
            happened.ReceivedAt
        );

        var taken = await store.AddAsync(lead, submission, evenIfDuplicate: false, cancellationToken);
        if (taken.As is TakenAs.DuplicateFound)
        {
            await store.MergeAsync(lead, details, submission, cancellationToken);
        }
    }

    private async Task<LeadDetails> DetailsAsync(LeadFormReceived happened, CancellationToken cancellationToken)
    {
        var form = happened.Form;
        var phoneRaw = LeadText.Clean(form.Phone);
        var phone = phoneRaw is null ? null : phones.Parse(phoneRaw, await references.CountryAsync(cancellationToken));

        return new(
            LeadText.Clean(form.FullName),
            EmailAddress.Parse(form.Email),
            phone,
            phoneRaw,
            new(
                form.SubmittedAt ?? happened.ReceivedAt,
                form.Source,
                happened.AccountId,
                LeadText.Clean(form.FormId),
                LeadText.Clean(form.FormName),
                Reference(form.Campaign),
                Reference(form.AdGroup),
                Reference(form.Ad),
                LeadText.Clean(form.ClickId)
            ),
            Tags: form.IsTest ? [Lead.TestTag] : []
        );
    }

    private static SubmittedAnswer Kept(FormAnswer answer) =>
        new(LeadText.Storable(answer.Question), answer.Value is null ? null : LeadText.Storable(answer.Value));

    private static AdReference? Reference(NamedId? named) =>
        named is null ? null : new(LeadText.Storable(named.Id), LeadText.Clean(named.Name));
}
