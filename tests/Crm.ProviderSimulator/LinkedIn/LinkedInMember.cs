namespace Crm.ProviderSimulator.LinkedIn;

/// <summary>A person with the organisations they administer.</summary>
internal sealed record LinkedInMember(
    string Sub,
    string GivenName,
    string FamilyName,
    string Email,
    string VanityName,
    IReadOnlyList<string> OrganizationIds
)
{
    public const string DemoSub = "demoAyse01";

    public static readonly IReadOnlyList<LinkedInMember> All =
    [
        new(DemoSub, "Ayşe", "Yılmaz", "ayse.yilmaz@example.com", "ayse-yilmaz-demo", ["5000001"]),
        new("demoFatima", "فاطمة", "علي", "fatima@example.com", "fatima-ali-demo", []),
    ];

    public string Name => $"{GivenName} {FamilyName}";

    public string Urn => $"urn:li:person:{Sub}";

    public static LinkedInMember? Find(string? sub) => All.FirstOrDefault(member => member.Sub == sub);

    public bool Administers(string urn) => OrganizationIds.Any(id => urn == $"urn:li:organization:{id}");
}
