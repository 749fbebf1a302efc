using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Leads.Forms;

/// <summary>The questions of a form as they once were.</summary>
public sealed class FormVersion : ITenantOwned
{
    private FormVersion() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string FormId { get; private set; } = null!;
    public int Number { get; private set; }
    public byte[] Hash { get; private set; } = null!;
    public IReadOnlyList<FormQuestion> Questions { get; private set; } = [];
    public DateTimeOffset SeenAt { get; private set; }

    public static FormVersion Create(
        Form form,
        int number,
        IReadOnlyList<FormQuestion> questions,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = form.TenantId,
            AccountId = form.AccountId,
            FormId = form.FormId,
            Number = number,
            Hash = HashOf(questions),
            Questions = questions,
            SeenAt = now,
        };

    /// <summary>By the keys alone, in any order: a delivery knows no labels, and sorts its answers as it likes.</summary>
    public static byte[] HashOf(IEnumerable<FormQuestion> questions) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                string.Join(
                    '\n',
                    questions
                        .Select(question => question.Key)
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal)
                )
            )
        );

    /// <summary>Providers leave out what nobody answered.</summary>
    public bool Explains(IEnumerable<string> answered) =>
        answered.All(key => Questions.Any(question => question.Key == key));

    /// <summary>
    /// The provider's list knows what the person was asked; a delivery names the keys alone, and of these what was answered. No
    /// question goes: the keys are what the hash is of.
    /// </summary>
    public void Describe(IReadOnlyList<FormQuestion> questions)
    {
        var told = questions
            .Where(question => question.Label is not null || question.Kind is not null)
            .DistinctBy(question => question.Key, StringComparer.Ordinal)
            .ToDictionary(question => question.Key, StringComparer.Ordinal);
        var described = Questions
            .Select(known =>
                told.TryGetValue(known.Key, out var now)
                    ? known with
                    {
                        Label = now.Label ?? known.Label,
                        Kind = now.Kind ?? known.Kind,
                    }
                    : known
            )
            .ToList();
        if (!described.SequenceEqual(Questions))
        {
            Questions = described;
        }
    }
}

/// <param name="Key">What an answer names as its question.</param>
/// <param name="Label">What the person was asked, where the provider tells.</param>
/// <param name="Kind">The provider's own word, such as EMAIL; <c>consent</c> for a box to tick.</param>
public sealed record FormQuestion(string Key, string? Label = null, string? Kind = null)
{
    public const string ConsentKind = "consent";

    /// <summary>What stood beside the question of this key. The key of a box is the provider's name of it, and nothing that a person was shown.</summary>
    public static string? ShownOf(IEnumerable<FormQuestion> questions, string key)
    {
        var question = questions.FirstOrDefault(question => question.Key == key);

        return question?.Label ?? (question?.Kind == ConsentKind ? null : key);
    }
}
