using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Demo;

/// <summary>
/// Connects the demo's accounts as a person would, on the simulator's consent page: to whom and with what they were
/// connected last. A failure is a warning, since the demo is usable without.
/// </summary>
internal sealed partial class DemoConnections(
    IIntegrationsDb db,
    DemoAccounts accounts,
    ProviderCatalog providers,
    GrantKeeper grants,
    IPublicAddresses addresses,
    IHttpClientFactory http,
    ILogger<DemoConnections> logger
)
{
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await accounts.ListAsync(cancellationToken))
        {
            // What somebody disconnected while trying the demo out, here or at the provider, stays so.
            if (account is not { Status: AccountStatus.Disconnected, StatusReason: not null })
            {
                await TryConnectAsync(account, cancellationToken);
            }
        }

        await db.SaveOverRenewalAsync(cancellationToken);
    }

    private async Task TryConnectAsync(Account account, CancellationToken cancellationToken)
    {
        try
        {
            var connector = providers.Get<IAccountConnector>(account.Platform);
            var redirectUri = addresses.RedirectUri(account.Platform);
            var authorization = connector.Authorize(redirectUri, state: "demo", PastedCredentials.None);
            var code = await ConsentAsync(account, authorization.Url, cancellationToken);
            await grants.StoreAsync(
                account,
                await connector.ExchangeAsync(
                    code,
                    redirectUri,
                    authorization.Verifier,
                    PastedCredentials.None,
                    cancellationToken
                ),
                cancellationToken
            );
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or OperationCanceledException
                        or JsonException
                        or ProviderException
                        or DomainException
            )
        {
            cancellationToken.ThrowIfCancellationRequested();
            NotConnected(account.Platform, exception.Message);
        }
    }

    private async Task<string> ConsentAsync(Account account, Uri url, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(nameof(DemoConnections));
        var (page, decision) = account.Platform is "tiktok"
            ? ("/sim/tiktok/consent", UserDecision(account, url))
            : ("/sim/tiktok-leadgen/consent", await AdvertiserDecisionAsync(account, url, cancellationToken));
        using var response = await client.PostAsJsonAsync(new Uri(url, page), decision, cancellationToken);
        response.EnsureSuccessStatusCode();
        var consent = await response.Content.ReadFromJsonAsync<Consent>(cancellationToken);
        var query = HttpUtility.ParseQueryString(new Uri(consent!.RedirectUrl).Query);

        return query["code"] ?? query["auth_code"] ?? throw new HttpRequestException("The simulator gave no code.");
    }

    private static object UserDecision(Account account, Uri url) =>
        new
        {
            AuthorizationUrl = url,
            Allow = true,
            OpenId = account.ExternalId,
            Scopes = account.Scopes is [] ? null : account.Scopes,
        };

    private async Task<object> AdvertiserDecisionAsync(Account account, Uri url, CancellationToken cancellationToken)
    {
        var held = await db
            .ProvenIds.Where(proven => proven.AccountId == account.Id)
            .Select(proven => proven.ExternalId)
            .ToListAsync(cancellationToken);

        return new
        {
            AuthorizationUrl = url,
            Allow = true,
            AdvertiserIds = held is [] ? null : held,
            Scopes = account.Scopes is []
                ? null
                : account.Scopes.Select(scope => int.Parse(scope, CultureInfo.InvariantCulture)),
        };
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The demo's {Platform} account is not connected: {Reason} Is the provider simulator running?"
    )]
    private partial void NotConnected(string platform, string reason);

    private sealed record Consent(string RedirectUrl);
}
