namespace Crm.ProviderSimulator.MetaLeads;

internal sealed record QuestionOption(string Key, string Value);

/// <param name="Type">FULL_NAME, EMAIL, PHONE, CUSTOM and so on</param>
internal sealed record Question(
    string Key,
    string Label,
    string Type = "CUSTOM",
    IReadOnlyList<QuestionOption>? Options = null
);

/// <summary>A form of a Page. New questions make a new version; leads keep the one they answered.</summary>
internal sealed record LeadForm(
    string Id,
    string PageId,
    string Name,
    string Locale,
    IReadOnlyList<Question> Questions,
    string Status = "ACTIVE",
    int Version = 1
);

/// <summary>One field of a lead; several values for several choices.</summary>
internal sealed record LeadAnswer(string Name, IReadOnlyList<string> Values);

internal sealed record Disclaimer(string CheckboxKey, bool IsChecked);

internal sealed record Lead(
    string Id,
    string FormId,
    string PageId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<LeadAnswer> Answers,
    IReadOnlyList<Disclaimer> Disclaimers,
    string Platform,
    string? AdId,
    int FormVersion,
    bool IsTest = false
)
{
    private int hiddenReads;

    /// <summary>How many reads still fail before the lead shows.</summary>
    public int HiddenReads
    {
        get => hiddenReads;
        init => hiddenReads = value;
    }

    public bool TakeHiddenRead() => Interlocked.Decrement(ref hiddenReads) >= 0;
}
