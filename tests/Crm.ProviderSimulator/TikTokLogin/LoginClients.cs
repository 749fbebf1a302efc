using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>An app registered at TikTok.</summary>
/// <param name="Platform">web (PKCE challenge in base64url, optional) or desktop (lower-case hex, required)</param>
/// <param name="WebhookUrl">The one callback of the app; revocations are told to it when it is set.</param>
internal sealed record LoginClient(
    string Key,
    string Secret,
    string Platform,
    IReadOnlyList<string> RedirectUris,
    int AccessSeconds,
    int RefreshSeconds,
    Uri? WebhookUrl,
    string? Name = null
)
{
    public const string Web = "web";
    public const string Desktop = "desktop";

    public string DisplayName => Name ?? Key;

    public bool AcceptsRedirect(string uri) =>
        RedirectUris.Any(registered =>
            string.Equals(registered, uri, StringComparison.Ordinal)
            || (Platform == Desktop && MatchesAnyPort(registered, uri))
        );

    /// <summary>The rules of TikTok's registration form; null when the address is fine.</summary>
    public static string? RedirectProblem(string uri, string platform)
    {
        if (uri.Length >= 512)
        {
            return "a redirect URI has fewer than 512 characters";
        }

        if (!Uri.TryCreate(uri.Replace(":*", ":1", StringComparison.Ordinal), UriKind.Absolute, out var address))
        {
            return "a redirect URI is absolute";
        }

        if (address.Query.Length > 0 || uri.Contains('#', StringComparison.Ordinal))
        {
            return "a redirect URI has no query and no fragment";
        }

        // Loopback http is let through for web apps too, so that the demo runs without certificates.
        var loopback = address.Host is "localhost" or "127.0.0.1";
        return platform == Desktop && !loopback ? "a desktop redirect URI is on localhost or 127.0.0.1"
            : address.Scheme != Uri.UriSchemeHttps && !(loopback && address.Scheme == Uri.UriSchemeHttp)
                ? "a redirect URI is https"
            : null;
    }

    private static bool MatchesAnyPort(string registered, string uri)
    {
        var star = registered.IndexOf(":*", StringComparison.Ordinal);
        if (star < 0 || !uri.StartsWith(registered[..(star + 1)], StringComparison.Ordinal))
        {
            return false;
        }

        var rest = uri[(star + 1)..];
        var digits = rest.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && rest[digits..] == registered[(star + 2)..];
    }
}

internal sealed class LoginClients(CrmAddress crm)
{
    public const string DemoKey = "ck_demo";

    private readonly ConcurrentDictionary<string, LoginClient> clients = Seed(crm);

    public IReadOnlyList<LoginClient> All => [.. clients.Values.OrderBy(client => client.Key, StringComparer.Ordinal)];

    public LoginClient? Find(string? key) => key is null ? null : clients.GetValueOrDefault(key);

    public void Put(LoginClient client) => clients[client.Key] = client;

    public void Reset()
    {
        clients.Clear();
        clients[DemoKey] = Demo(crm);
    }

    private static ConcurrentDictionary<string, LoginClient> Seed(CrmAddress crm) =>
        new(StringComparer.Ordinal) { [DemoKey] = Demo(crm) };

    private static LoginClient Demo(CrmAddress crm) =>
        new(
            DemoKey,
            "cs_demo",
            LoginClient.Web,
            [crm.Callback("tiktok")],
            7200,
            15552000,
            new(crm.Webhook(LoginProvider.Name)),
            "Crm Demo"
        );
}
