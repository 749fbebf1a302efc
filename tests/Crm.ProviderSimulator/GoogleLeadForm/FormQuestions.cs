namespace Crm.ProviderSimulator.GoogleLeadForm;

/// <summary>The questions Google names itself; every other column id is a question the advertiser wrote.</summary>
internal static class FormQuestions
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["FULL_NAME"] = "Full Name",
        ["FIRST_NAME"] = "First Name",
        ["LAST_NAME"] = "Last Name",
        ["EMAIL"] = "User Email",
        ["PHONE_NUMBER"] = "User Phone",
        ["PHONE_NUMBER_VERIFIED"] = "User Phone",
        ["POSTAL_CODE"] = "Postal Code",
        ["STREET_ADDRESS"] = "Street Address",
        ["CITY"] = "City",
        ["REGION"] = "Region",
        ["COUNTRY"] = "Country",
        ["WORK_EMAIL"] = "Work Email",
        ["COMPANY_NAME"] = "Company Name",
        ["WORK_PHONE"] = "Work Phone",
        ["JOB_TITLE"] = "Job Title",
    };

    public static readonly IReadOnlyList<FormAnswer> SampleAnswers =
    [
        new("FULL_NAME", "Ayşe Yılmaz"),
        new("EMAIL", "ayse.yilmaz@example.com"),
        new("PHONE_NUMBER", "+905321234567"),
        new("CITY", "İzmir"),
        new("hangi_hizmet", "Bakım 😀", "Hangi hizmet?"),
    ];

    public static string NameOf(FormAnswer answer) =>
        answer.ColumnName ?? Names.GetValueOrDefault(answer.ColumnId, answer.ColumnId);
}
