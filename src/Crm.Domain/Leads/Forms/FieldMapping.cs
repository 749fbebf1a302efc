namespace Crm.Domain.Leads.Forms;

/// <summary>Which lead field each question fills.</summary>
/// <param name="Fields">By the question's key: one of <see cref="LeadField"/>.</param>
public sealed record FieldMapping(IReadOnlyDictionary<string, string> Fields)
{
    public bool HasContact => Fields.Values.Any(LeadField.IsContact);

    public string FieldOf(string question) => Fields.GetValueOrDefault(question, LeadField.None);
}

/// <summary>The fields of a lead that an answer can fill.</summary>
public static class LeadField
{
    public const string None = "none";
    public const string FullName = "fullName";
    public const string FirstName = "firstName";
    public const string LastName = "lastName";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string CustomPrefix = "customFields.";
    public const string ConsentPrefix = "consent.";

    private const int LongestCustom = 100;

    private static readonly string[] Plain = [None, FullName, FirstName, LastName, Email, Phone];

    public static bool IsContact(string field) => field is FullName or FirstName or LastName or Email or Phone;

    /// <summary>Null: it is none of the lead's custom fields.</summary>
    public static string? CustomName(string field) =>
        field.StartsWith(CustomPrefix, StringComparison.Ordinal) ? field[CustomPrefix.Length..] : null;

    /// <summary>Null: it is no consent.</summary>
    public static string? Channel(string field) =>
        field.StartsWith(ConsentPrefix, StringComparison.Ordinal) ? field[ConsentPrefix.Length..] : null;

    public static bool IsKnown(string field) =>
        Plain.Contains(field, StringComparer.Ordinal)
        || (Channel(field) is { } channel && ConsentChannel.All.Contains(channel, StringComparer.Ordinal))
        || CustomName(field) is { Length: > 0 and <= LongestCustom } name
            && !name.Any(char.IsControl)
            && name.Trim() == name;
}
