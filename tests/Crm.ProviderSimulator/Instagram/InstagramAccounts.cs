using System.Collections.Concurrent;
using Crm.ProviderSimulator.Meta;

namespace Crm.ProviderSimulator.Instagram;

internal sealed class InstagramAccounts
{
    public const string Personal = "17841400000000003";

    private readonly ConcurrentDictionary<string, InstagramAccount> accounts = new(StringComparer.Ordinal);

    public InstagramAccounts() => Reset();

    public IReadOnlyList<InstagramAccount> All => [.. accounts.Values.OrderBy(account => account.Id)];

    public InstagramAccount? Find(string? id) => id is null ? null : accounts.GetValueOrDefault(id);

    public void Put(InstagramAccount account) => accounts[account.Id] = account;

    public void Reset()
    {
        accounts.Clear();
        Put(new(MetaState.DemoInstagram, "24600000000000001", "ayseninkafesi", "Ayşe'nin Kafesi ☕"));
        Put(new("17841400000000002", "24600000000000002", "istanbul.gym", "İstanbul Gym", InstagramAccount.Creator));
        Put(new(Personal, "24600000000000003", "ayse.y", "Ayşe", InstagramAccount.Personal));
    }
}
