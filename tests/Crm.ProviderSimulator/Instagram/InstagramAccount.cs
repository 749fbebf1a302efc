namespace Crm.ProviderSimulator.Instagram;

/// <summary>An Instagram account.</summary>
/// <param name="AppScopedId">What the token answer calls <c>user_id</c>: no address of anything.</param>
/// <param name="AccountType">BUSINESS, MEDIA_CREATOR or PERSONAL</param>
/// <param name="QuotaTotal">Posts in 24 hours; Meta's pages name 25, 50 and 100.</param>
internal sealed record InstagramAccount(
    string Id,
    string AppScopedId,
    string Username,
    string Name,
    string AccountType = InstagramAccount.Business,
    int QuotaTotal = 50
)
{
    public const string Business = "BUSINESS";
    public const string Creator = "MEDIA_CREATOR";
    public const string Personal = "PERSONAL";

    public bool IsProfessional => AccountType != Personal;
}
