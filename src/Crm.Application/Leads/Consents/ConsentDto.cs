using Crm.Domain.Leads;

namespace Crm.Application.Leads.Consents;

/// <summary>One entry of the consent ledger; the newest of a channel holds.</summary>
/// <param name="Channel"><c>sms</c>, <c>call</c>, <c>email</c> or <c>whatsapp</c>.</param>
/// <param name="Granted">False: refused, or taken back.</param>
/// <param name="Text">What the person was shown.</param>
/// <param name="Address">The network address it was given from.</param>
/// <param name="SubmissionId">What it came with.</param>
public sealed record ConsentDto(
    Guid Id,
    string Channel,
    bool Granted,
    string? Text,
    string? Language,
    DateTimeOffset At,
    string? Address,
    string Source,
    Guid? SubmissionId,
    DateTimeOffset RecordedAt
)
{
    internal static ConsentDto From(Consent consent) =>
        new(
            consent.Id,
            consent.Channel,
            consent.IsGranted,
            consent.Text,
            consent.Language,
            consent.GivenAt,
            consent.Address,
            consent.Source,
            consent.SubmissionId,
            consent.RecordedAt
        );
}
