using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.X;

/// <param name="Id">Digits, as text.</param>
internal sealed record XUser(string Id, string Username, string Name, bool Verified);

internal sealed class XUsers
{
    public const string DemoId = "2244994945";

    private readonly ConcurrentDictionary<string, XUser> users = new(StringComparer.Ordinal);

    public XUsers() => Reset();

    public IReadOnlyList<XUser> All => [.. users.Values.OrderBy(user => user.Id, StringComparer.Ordinal)];

    public XUser? Find(string? id) => id is null ? null : users.GetValueOrDefault(id);

    public XUser Put(XUser user) => users[user.Id] = user;

    public void Reset()
    {
        users.Clear();
        Put(new(DemoId, "ayseninkafesi", "Ayşe'nin Kafesi ☕", Verified: true));
        // Above 2^53: an id that is read as a number does not survive.
        Put(new("1620011223344556677", "istanbulgym", "İstanbul Gym", Verified: false));
        Put(new("3108351", "dukkanfatima", "متجر فاطمة", Verified: false));
    }
}
