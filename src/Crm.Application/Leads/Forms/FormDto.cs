using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Leads.Forms;

namespace Crm.Application.Leads.Forms;

/// <param name="Id">The provider's own, as it wrote it.</param>
/// <param name="Status">The provider's own word, where it tells.</param>
/// <param name="Version">The newest of <paramref name="Versions"/>.</param>
/// <param name="IsUnmapped">No question gives a name, an e-mail or a phone.</param>
/// <param name="LastPulledAt">Everything before it was read at the provider.</param>
public sealed record FormDto(
    string Id,
    Guid AccountId,
    string? Name,
    string? Status,
    int Version,
    bool IsUnmapped,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? LastPulledAt,
    IReadOnlyList<FormVersionDto> Versions
)
{
    internal static FormDto From(Form form, IEnumerable<FormVersion> versions) =>
        new(
            form.FormId,
            form.AccountId,
            form.Name,
            form.Status,
            form.CurrentVersion,
            form.IsUnmapped,
            form.FirstSeenAt,
            form.LastSeenAt,
            form.PulledAt,
            [
                .. versions
                    .OrderByDescending(version => version.Number)
                    .Select(version => new FormVersionDto(version.Number, version.SeenAt, version.Questions)),
            ]
        );
}

/// <summary>The questions as they once were.</summary>
public sealed record FormVersionDto(int Number, DateTimeOffset SeenAt, IReadOnlyList<FormQuestion> Questions);

/// <param name="IsGuessed">Nobody has said; the questions are taken by their names.</param>
/// <param name="Questions">Of the form as it is now.</param>
/// <param name="Applied">Only in the answer to a change that was run over the leads already there.</param>
public sealed record FormMappingDto(
    string FormId,
    bool IsGuessed,
    bool IsUnmapped,
    IReadOnlyList<FormQuestion> Questions,
    IReadOnlyList<MappedQuestion> Mapping,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MappingRun? Applied = null
) : IVersionedAnswer
{
    [JsonIgnore]
    public uint Version { get; init; }

    internal static FormMappingDto From(Form form, IReadOnlyList<FormQuestion> questions, MappingRun? applied = null)
    {
        var mapping = form.Mapping ?? FieldGuess.Of(questions);

        return new(
            form.FormId,
            form.Mapping is null,
            form.IsUnmapped,
            questions,
            [
                .. questions
                    .Select(question => question.Key)
                    .Union(mapping.Fields.Keys, StringComparer.Ordinal)
                    .Select(question => new MappedQuestion(question, mapping.FieldOf(question))),
            ],
            applied
        )
        {
            Version = (uint)form.MappingVersion,
        };
    }
}

/// <param name="Question">The key of a question.</param>
/// <param name="Field">
/// <c>fullName</c>, <c>firstName</c>, <c>lastName</c>, <c>email</c>, <c>phone</c>, <c>customFields.</c> and a name, <c>consent.</c> and
/// <c>sms</c>, <c>call</c>, <c>email</c> or <c>whatsapp</c>, or <c>none</c>.
/// </param>
public sealed record MappedQuestion(string Question, string Field);

/// <param name="Submissions">How many were read again.</param>
/// <param name="Leads">How many leads had something empty filled.</param>
/// <param name="Consents">How many entries of the ledger came of it.</param>
public sealed record MappingRun(int Submissions, int Leads, int Consents);
