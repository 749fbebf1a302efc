using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>Provider ids are text, exactly as the provider wrote them.</summary>
/// <param name="FormVersion">Of the form's questions, as its account lists them.</param>
public sealed record SubmissionDto(
    Guid Id,
    string Source,
    Guid? AccountId,
    string? ExternalId,
    string? FormId,
    string? FormName,
    AdReference? Campaign,
    AdReference? AdGroup,
    AdReference? Ad,
    string? ClickId,
    object? Utm,
    IReadOnlyList<SubmittedAnswer> Answers,
    bool IsTest,
    DateTimeOffset ReceivedAt,
    int? FormVersion
)
{
    internal static SubmissionDto From(Submission submission) =>
        new(
            submission.Id,
            submission.Source,
            submission.AccountId,
            submission.ExternalId,
            submission.FormId,
            submission.FormName,
            Reference(submission.CampaignId, submission.CampaignName),
            Reference(submission.AdGroupId, submission.AdGroupName),
            Reference(submission.AdId, submission.AdName),
            submission.ClickId,
            null,
            submission.Answers,
            submission.IsTest,
            submission.ReceivedAt,
            submission.FormVersion
        );

    private static AdReference? Reference(string? id, string? name) => id is null ? null : new(id, name);
}
