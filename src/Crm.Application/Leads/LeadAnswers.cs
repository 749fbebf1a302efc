using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads;

/// <summary>What a caller said about a person, as answers of a submission.</summary>
internal static class LeadAnswers
{
    /// <summary>Everything, so that nothing is lost where the lead knows otherwise.</summary>
    public static IReadOnlyList<SubmittedAnswer> All(CreateLead request)
    {
        List<SubmittedAnswer> answers = [];
        Add(answers, "fullName", request.FullName);
        Add(answers, "email", request.Email);
        Add(answers, "phone", request.Phone);

        return [.. answers, .. Remarks(request)];
    }

    /// <summary>What has no place in the lead itself.</summary>
    public static IReadOnlyList<SubmittedAnswer> Remarks(CreateLead request)
    {
        List<SubmittedAnswer> remarks = [];
        Add(remarks, "note", request.Note);
        if (request.Consent is { ValueKind: not JsonValueKind.Null } consent)
        {
            Add(remarks, "consent", CustomFields.Write(consent));
        }

        return remarks;
    }

    private static void Add(List<SubmittedAnswer> answers, string question, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            answers.Add(new(question, CleanText.Storable(value)));
        }
    }
}
