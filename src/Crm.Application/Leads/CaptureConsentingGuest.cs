using Crm.Application.Common;
using Crm.Application.Venues.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>A guest who agreed to be contacted becomes one lead, or completes the one who is there; the answer is kept with it.</summary>
internal sealed class CaptureConsentingGuest(ILeadStore store, ITenantContext tenant, TimeProvider time)
    : IEventHandler<ConsentGiven>
{
    private const string Source = "hotspot";

    public async Task HandleAsync(ConsentGiven happened, CancellationToken cancellationToken)
    {
        var details = new LeadDetails(
            happened.FullName,
            EmailAddress.Parse(happened.Email),
            happened.Phone is null ? null : PhoneNumber.FromE164(happened.Phone),
            happened.Phone,
            new Touch(happened.At, Source),
            VenueId: happened.VenueId
        );
        if (details is { FullName: null, Email: null, Phone: null })
        {
            // A device alone: there is nobody to contact.
            return;
        }

        var lead = Lead.Create(tenant.TenantId, details, time.GetUtcNow());
        var submission = Submission.Create(
            lead,
            details.Touch,
            $"{Source}:{happened.ConsentId}",
            happened.ConsentId.ToString(),
            [.. Answers(happened)],
            isTest: false,
            happened.At,
            happened.ReceivedAt
        );
        if (!await store.AddAsync(lead, submission, evenIfDuplicate: false, cancellationToken, happened.Within))
        {
            await store.MergeAsync(lead, details, submission, cancellationToken, happened.Within);
        }
    }

    private static IEnumerable<SubmittedAnswer> Answers(ConsentGiven happened)
    {
        (string Question, string? Value)[] answers =
        [
            ("fullName", happened.FullName),
            ("email", happened.Email),
            ("phone", happened.Phone),
            ("consent.text", happened.Text),
            ("consent.at", happened.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
            ("consent.ip", happened.Ip),
            ("consent.language", happened.Language),
        ];

        return answers
            .Where(answer => answer.Value is not null)
            .Select(answer => new SubmittedAnswer(answer.Question, answer.Value));
    }
}
