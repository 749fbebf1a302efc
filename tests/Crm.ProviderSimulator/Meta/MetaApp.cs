using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.Meta;

/// <summary>What an app has subscribed to in its dashboard or by call: one callback per kind of object.</summary>
internal sealed record AppSubscription(
    string Object,
    Uri CallbackUrl,
    string VerifyToken,
    IReadOnlyList<string> Fields
);

/// <summary>An app registered at Meta. Its Instagram login has an id and a secret of its own.</summary>
/// <param name="IsLive">An app in development mode receives nothing.</param>
/// <param name="RequiresProof">Calls need <c>appsecret_proof</c>.</param>
internal sealed record MetaApp(
    string Id,
    string Name,
    string Secret,
    string InstagramId,
    string InstagramSecret,
    IReadOnlyList<string> RedirectUris,
    bool IsLive = true,
    bool RequiresProof = false
)
{
    public const string DemoId = "1000000000000001";
    public const string DemoInstagramId = "1000000000000002";
    public const string DemoVerifyToken = "meta_verify_demo";

    public ConcurrentDictionary<string, AppSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);
}
