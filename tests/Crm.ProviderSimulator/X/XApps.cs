using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X;

/// <summary>An app of X's developer portal with its keys.</summary>
/// <param name="ClientSecret">A confidential client proves itself with it; a public one has none.</param>
/// <param name="CanWrite">The permission that new OAuth 1.0a tokens are minted with; those that are out keep theirs.</param>
internal sealed record XApp(
    string ApiKey,
    string ApiSecret,
    string BearerToken,
    string ClientId,
    string? ClientSecret,
    IReadOnlyList<string> RedirectUris,
    bool CanWrite,
    string Name
)
{
    public bool AcceptsRedirect(string uri) => RedirectUris.Contains(uri, StringComparer.Ordinal);
}

internal sealed class XApps
{
    public const string DemoKey = "x_api_key_demo";

    private readonly ConcurrentDictionary<string, XApp> apps = new(StringComparer.Ordinal);
    private readonly CrmAddress crm;

    public XApps(CrmAddress crm)
    {
        this.crm = crm;
        Reset();
    }

    public IReadOnlyList<XApp> All => [.. apps.Values.OrderBy(app => app.ApiKey, StringComparer.Ordinal)];

    public XApp? Find(string? apiKey) => apiKey is null ? null : apps.GetValueOrDefault(apiKey);

    public XApp? FindByClientId(string? clientId) => apps.Values.FirstOrDefault(app => app.ClientId == clientId);

    public XApp? FindByBearer(string token) =>
        apps.Values.FirstOrDefault(app => SecretComparison.Same(token, app.BearerToken));

    public void Put(XApp app) => apps[app.ApiKey] = app;

    public void Reset()
    {
        apps.Clear();
        Put(
            new(
                DemoKey,
                "x_api_secret_demo",
                "x_bearer_demo",
                "x_client_demo",
                "x_client_secret_demo",
                [crm.Callback("x"), crm.Callback("twitter")],
                CanWrite: true,
                "Crm Demo"
            )
        );
    }
}
