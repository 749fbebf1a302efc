using Crm.Application.Common;
using Crm.Application.Common.Phones;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Forms;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Domain.Leads.Forms;

namespace Crm.Application.Leads;

/// <summary>A lead form that arrived becomes one submission and one lead, however often, wherever and at once it is delivered.</summary>
internal sealed class CaptureLeadForm(
    ILeadStore store,
    IFormBook forms,
    IPhoneNumbers phones,
    ILeadReferences references,
    ITenantContext tenant,
    TimeProvider time
) : IEventHandler<LeadFormReceived>
{
    private const string Ticked = "true";
    private const string NotTicked = "false";

    public static string DedupeKeyOf(LeadForm form) => CleanText.Storable($"{form.Source}:{form.DedupeKey}");

    public async Task HandleAsync(LeadFormReceived happened, CancellationToken cancellationToken)
    {
        var form = happened.Form;
        IReadOnlyList<SubmittedAnswer> answers = [.. Answers(form)];
        var known = await FindFormAsync(happened, answers, cancellationToken);
        var mapped = Map(form, known, answers);
        var details = await DetailsAsync(happened, mapped, cancellationToken);
        var lead = Lead.Create(tenant.TenantId, details, time.GetUtcNow());
        var submission = Submission
            .Create(
                lead,
                details.Touch,
                DedupeKeyOf(form),
                CleanText.Storable(form.ExternalId),
                answers,
                form.IsTest,
                form.SubmittedAt,
                happened.ReceivedAt
            )
            .Of(known?.Version)
            .With([.. mapped.Consents.Select(given => Consent(happened, known, given))]);

        if (!await store.AddAsync(lead, submission, evenIfDuplicate: false, cancellationToken))
        {
            await store.MergeAsync(lead, details, submission, cancellationToken);
        }
    }

    private async Task<KnownForm?> FindFormAsync(
        LeadFormReceived happened,
        IReadOnlyList<SubmittedAnswer> answers,
        CancellationToken cancellationToken
    )
    {
        if (CleanText.Of(happened.Form.FormId) is not { } formId)
        {
            return null;
        }

        var boxes = happened.Form.Consents.ToLookup(box => CleanText.Storable(box.Key), StringComparer.Ordinal);
        var questions = answers
            .DistinctBy(answer => answer.Question, StringComparer.Ordinal)
            .Select(answer =>
                boxes[answer.Question].FirstOrDefault() is { } box
                    ? new FormQuestion(answer.Question, CleanText.Of(box.Text), FormQuestion.ConsentKind)
                    : new FormQuestion(answer.Question)
            );

        return await forms.SeeAsync(
            new(
                happened.AccountId,
                happened.Form.Source,
                formId,
                CleanText.Of(happened.Form.FormName),
                Status: null,
                [.. questions]
            ),
            cancellationToken
        );
    }

    /// <summary>Until somebody has said what the questions mean, the provider's own names of them come first.</summary>
    private static MappedAnswers Map(LeadForm form, KnownForm? known, IReadOnlyList<SubmittedAnswer> answers)
    {
        var questions = known?.Questions ?? [.. answers.Select(answer => new FormQuestion(answer.Question))];
        var mapped = MappedAnswers.Of(known?.Mapping ?? FieldGuess.Of(questions), answers);

        return known?.Mapping is not null && mapped.HasContact
            ? mapped
            : mapped with
            {
                FullName = CleanText.Of(form.FullName) ?? mapped.FullName,
                Email = EmailAddress.Parse(form.Email) is null ? mapped.Email : form.Email,
                Phone = CleanText.Of(form.Phone) ?? mapped.Phone,
            };
    }

    private async Task<LeadDetails> DetailsAsync(
        LeadFormReceived happened,
        MappedAnswers mapped,
        CancellationToken cancellationToken
    )
    {
        var form = happened.Form;
        var phone = mapped.Phone is null
            ? null
            : phones.Parse(mapped.Phone, await references.CountryAsync(cancellationToken));

        return new(
            mapped.FullName,
            EmailAddress.Parse(mapped.Email),
            phone,
            mapped.Phone,
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
            Tags: form.IsTest ? [Lead.TestTag] : [],
            CustomFields: mapped.CustomFields
        );
    }

    private static GivenConsent Consent(
        LeadFormReceived happened,
        KnownForm? known,
        (string Channel, bool IsGranted, string Question) given
    ) =>
        new(
            given.Channel,
            given.IsGranted,
            FormQuestion.ShownOf(known?.Questions ?? [], given.Question),
            Language: null,
            happened.Form.SubmittedAt ?? happened.ReceivedAt,
            Address: null,
            happened.Form.Source
        );

    /// <summary>Boxes to tick are answers, too: what they mean may be said later.</summary>
    private static IEnumerable<SubmittedAnswer> Answers(LeadForm form) =>
        form
            .Answers.Select(answer => new SubmittedAnswer(
                CleanText.Storable(answer.Question),
                answer.Value is null ? null : CleanText.Storable(answer.Value)
            ))
            .Concat(
                form.Consents.Select(box => new SubmittedAnswer(
                    CleanText.Storable(box.Key),
                    box.IsGranted ? Ticked : NotTicked
                ))
            );

    private static AdReference? Reference(NamedId? named) =>
        named is null ? null : new(CleanText.Storable(named.Id), CleanText.Of(named.Name));
}
