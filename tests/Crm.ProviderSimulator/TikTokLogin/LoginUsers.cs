using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed record LoginUser(string OpenId, string DisplayName, string Username, long Number)
{
    public const int VideoCount = 27;

    public string UnionId => $"union-{Number:D6}-{Username}";

    public long FollowerCount => 1200 + (Number * 37);
}

internal sealed class LoginUsers
{
    public const string DemoOpenId = "afd97af1-b87b-48b9-ac98-410aghda5344";

    private readonly ConcurrentDictionary<string, LoginUser> users = new(StringComparer.Ordinal);
    private long lastNumber;

    public LoginUsers() => Reset();

    public int Count => users.Count;

    public IReadOnlyList<LoginUser> First(int count) => [.. users.Values.OrderBy(user => user.Number).Take(count)];

    public LoginUser? Find(string? openId) => openId is null ? null : users.GetValueOrDefault(openId);

    public LoginUser Add(string openId, string displayName, string username) =>
        users[openId] = new(openId, displayName, username, Interlocked.Increment(ref lastNumber));

    public LoginUser AddAnonymous()
    {
        var number = Interlocked.Increment(ref lastNumber);
        var openId = $"-000{Guid.CreateVersion7():D}";
        return users[openId] = new(openId, $"Shop {number}", $"shop_{number}", number);
    }

    public void Reset()
    {
        users.Clear();
        lastNumber = 0;
        Add(DemoOpenId, "Ayşe'nin Kafesi ☕", "ayseninkafesi");
        Add("-000b2c7d-demo-4a51-9d3e-istanbulgym01", "İstanbul Gym", "istanbul.gym");
        Add("-000c9e10-demo-4f6f-8b2a-dukkanfatima2", "متجر فاطمة", "dukkan.fatima");
    }
}
