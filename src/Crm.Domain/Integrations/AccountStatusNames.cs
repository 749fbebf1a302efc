namespace Crm.Domain.Integrations;

/// <summary>How a status is written in the database, in answers and in events.</summary>
public static class AccountStatusNames
{
    private static readonly Dictionary<AccountStatus, string> Names = new Dictionary<AccountStatus, string>
    {
        [AccountStatus.Disconnected] = "disconnected",
        [AccountStatus.Connecting] = "connecting",
        [AccountStatus.Connected] = "connected",
        [AccountStatus.NeedsReauth] = "needs_reauth",
        [AccountStatus.Error] = "error",
    };

    public static string Name(this AccountStatus status) => Names[status];

    public static AccountStatus? Find(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (AccountStatus?)pair.Key).FirstOrDefault();
}
