using Crm.Domain.Common;

namespace Crm.Domain.Leads.Forms;

/// <summary>A lead form of an account, and which lead field each of its questions fills.</summary>
public sealed class Form : ITenantOwned
{
    private Form() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>The provider's own, as it wrote it.</summary>
    public string FormId { get; private set; } = null!;
    public string Source { get; private set; } = null!;
    public string? Name { get; private set; }
    public string? Status { get; private set; }
    public int CurrentVersion { get; private set; }

    /// <summary>Null: nobody has said, and the questions are guessed by their names.</summary>
    public FieldMapping? Mapping { get; private set; }

    /// <summary>Counts what people said about the mapping.</summary>
    public int MappingVersion { get; private set; }

    /// <summary>No question gives a name, an e-mail or a phone: its leads could not be contacted.</summary>
    public bool IsUnmapped { get; private set; }
    public DateTimeOffset FirstSeenAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Everything before it was read at the provider.</summary>
    public DateTimeOffset? PulledAt { get; private set; }

    public static Form Create(TenantId tenantId, Guid accountId, string formId, string source, DateTimeOffset now) =>
        new()
        {
            TenantId = tenantId,
            AccountId = accountId,
            FormId = formId,
            Source = source,
            MappingVersion = 1,
            FirstSeenAt = now,
            LastSeenAt = now,
        };

    /// <param name="name">Null: not told this time.</param>
    /// <param name="status">The provider's own word; null: not told this time.</param>
    public void See(string? name, string? status, DateTimeOffset now)
    {
        Name = name ?? Name;
        Status = status ?? Status;
        LastSeenAt = now;
    }

    public void ChangeQuestions(FormVersion version)
    {
        CurrentVersion = version.Number;
        Weigh(version.Questions);
    }

    public void ChangeMapping(FieldMapping mapping, IReadOnlyList<FormQuestion> questions)
    {
        Mapping = mapping;
        MappingVersion++;
        Weigh(questions);
    }

    private void Weigh(IReadOnlyList<FormQuestion> questions) =>
        IsUnmapped = !(Mapping ?? FieldGuess.Of(questions)).HasContact;
}
