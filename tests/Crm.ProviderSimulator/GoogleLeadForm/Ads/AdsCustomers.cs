namespace Crm.ProviderSimulator.GoogleLeadForm.Ads;

/// <summary>An account of Google Ads.</summary>
/// <param name="Manager">Whose id has to stand in login-customer-id to reach it.</param>
internal sealed record AdsCustomer(string Id, string Name, bool IsManager, string? Manager, string UserId);

internal static class AdsCustomers
{
    public const string DemoManager = "1111111111";
    public const string DemoCustomer = "1234567890";
    public const string DirectCustomer = "2222222222";

    public static readonly IReadOnlyList<AdsCustomer> All =
    [
        new(DemoManager, "Ajans Yönetici Hesabı", IsManager: true, Manager: null, Accounts.GoogleConsent.DemoUser),
        new(DemoCustomer, "Ayşe'nin Kafesi", IsManager: false, DemoManager, Accounts.GoogleConsent.DemoUser),
        new(DirectCustomer, "متجر فاطمة", IsManager: false, Manager: null, Accounts.GoogleConsent.DemoUser),
        new("3333333333", "Somebody else's account", IsManager: false, Manager: null, "somebody-else"),
    ];

    public static AdsCustomer? Find(string id) => All.FirstOrDefault(customer => customer.Id == id);
}
