using System.Net.Http.Json;
using System.Web;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Demo;

/// <summary>Connects the demo's accounts as a person would, on the simulator's consent page.</summary>
internal sealed partial class DemoConnections(
    IIntegrationsDb db,
    ProviderCatalog providers,
    GrantKeeper grants,
    IPublicAddresses addresses,
    IHttpClientFactory http,
    ILogger<DemoConnections> logger
)
{
    /// <summary>Platform and name of each account.</summary>
    public static readonly IReadOnlyList<(string Platform, string Name)> Accounts =
    [
        ("tiktok", "TikTok · Lale Otel"),
        ("tiktok_leads", "TikTok Ads · Lale Otel"),
    ];

    private static readonly Dictionary<string, string> ConsentPages = new(StringComparer.Ordinal)
    {
        ["tiktok"] = "/sim/tiktok/consent",
        ["tiktok_leads"] = "/sim/tiktok-leadgen/consent",
    };

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await db.Accounts.OrderBy(account => account.Id).ToListAsync(cancellationToken))
        {
            // What somebody disconnected while trying the demo out stays so.
            if (ConsentPages.TryGetValue(account.Platform, out var page) && account.StatusReason is null)
            {
                await TryConnectAsync(account, page, cancellationToken);
            }
        }

        await db.SaveOverRenewalAsync(cancellationToken);
    }

    private async Task TryConnectAsync(Account account, string page, CancellationToken cancellationToken)
    {
        try
        {
            var connector = providers.Get<IAccountConnector>(account.Platform);
            var redirectUri = addresses.RedirectUri(account.Platform);
            var authorization = connector.Authorize(redirectUri, state: "demo");
            var code = await ConsentAsync(authorization.Url, page, cancellationToken);
            await grants.StoreAsync(
                account,
                await connector.ExchangeAsync(code, redirectUri, authorization.Verifier, cancellationToken),
                cancellationToken
            );
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or OperationCanceledException
                        or Application.Common.ProviderException
            )
        {
            NotConnected(account.Platform, exception.Message);
        }
    }

    private async Task<string> ConsentAsync(Uri authorizationUrl, string page, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(nameof(DemoConnections));
        using var response = await client.PostAsJsonAsync(
            new Uri(authorizationUrl, page),
            new { authorizationUrl, allow = true },
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var consent = await response.Content.ReadFromJsonAsync<Consent>(cancellationToken);
        var query = HttpUtility.ParseQueryString(new Uri(consent!.RedirectUrl).Query);

        return query["code"] ?? query["auth_code"] ?? throw new HttpRequestException("The simulator gave no code.");
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The demo's {Platform} account is not connected: {Reason} Is the provider simulator running?"
    )]
    private partial void NotConnected(string platform, string reason);

    private sealed record Consent(string RedirectUrl);
}
