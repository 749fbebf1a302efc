using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Domain.Leads.Forms;

namespace Crm.Application.Leads.Forms;

/// <summary>What the answers of one submission say about the person, by a mapping.</summary>
internal sealed record MappedAnswers(
    string? FullName,
    string? Email,
    string? Phone,
    string? CustomFields,
    IReadOnlyList<(string Channel, bool IsGranted, string Question)> Consents
)
{
    private const int LongestValue = 4_000;

    public bool HasContact => FullName is not null || Email is not null || Phone is not null;

    public static MappedAnswers Of(FieldMapping mapping, IReadOnlyList<SubmittedAnswer> answers)
    {
        var first = Find(mapping, answers, LeadField.FirstName);
        var last = Find(mapping, answers, LeadField.LastName);
        var joined = CleanText.Of($"{first} {last}");

        return new(
            Find(mapping, answers, LeadField.FullName) ?? joined,
            Find(mapping, answers, LeadField.Email),
            Find(mapping, answers, LeadField.Phone),
            Custom(mapping, answers),
            [.. Given(mapping, answers)]
        );
    }

    private static string? Find(FieldMapping mapping, IReadOnlyList<SubmittedAnswer> answers, string field) =>
        answers
            .Where(answer => mapping.FieldOf(answer.Question) == field)
            .Select(answer => CleanText.Of(answer.Value))
            .FirstOrDefault(value => value is not null);

    private static string? Custom(FieldMapping mapping, IReadOnlyList<SubmittedAnswer> answers)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            if (
                LeadField.CustomName(mapping.FieldOf(answer.Question)) is { } name
                && CleanText.Of(answer.Value) is { } value
                && fields.Count < Common.CustomFields.MaximumMembers
            )
            {
                fields.TryAdd(name, value.Length > LongestValue ? value[..LongestValue] : value);
            }
        }

        return fields.Count > 0 ? JsonSerializer.Serialize(fields, JsonText.Options) : null;
    }

    private static IEnumerable<(string Channel, bool IsGranted, string Question)> Given(
        FieldMapping mapping,
        IReadOnlyList<SubmittedAnswer> answers
    )
    {
        var channels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            if (
                LeadField.Channel(mapping.FieldOf(answer.Question)) is { } channel
                && ConsentWord.Read(answer.Value) is { } isGranted
                && channels.Add(channel)
            )
            {
                yield return (channel, isGranted, answer.Question);
            }
        }
    }
}
