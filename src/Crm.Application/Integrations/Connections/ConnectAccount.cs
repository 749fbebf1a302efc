using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

public sealed record ConnectAccount(Guid AccountId) : IRequest<StartedConnection>;

/// <param name="BrowserKey">Goes into a cookie of this browser, which the callback wants back.</param>
public sealed record StartedConnection(Uri AuthorizationUrl, string State, Secret BrowserKey);

internal sealed class ConnectAccountHandler(
    IIntegrationsDb db,
    ICurrentUser user,
    IVault vault,
    ProviderCatalog providers,
    CredentialStore credentials,
    IPublicAddresses addresses,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<ConnectAccount, StartedConnection>
{
    public async Task<StartedConnection> Handle(ConnectAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var connector = providers.Get<IAccountConnector>(account.Platform);
        var now = clock.GetUtcNow();
        var (state, browserKey) = (RandomKey.New(), RandomKey.New());
        var redirectUri = addresses.RedirectUri(account.Platform);
        var authorization = connector.Authorize(
            redirectUri,
            state,
            await credentials.OpenAsync(account, cancellationToken)
        );

        // In a statement of its own: two who connect at once find the same ones, and either may be the one who deletes them.
        await db.OAuthStates.Where(old => old.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.OAuthStates.Add(
            OAuthState.Create(
                account,
                user.PersonId,
                RandomKey.Hash(state),
                RandomKey.Hash(browserKey),
                await SealAsync(account, authorization.Verifier, cancellationToken),
                redirectUri,
                connector.Descriptor.Scopes,
                now
            )
        );
        var before = account.ConnectionMembers();
        account.BeginConnecting(now);
        await audit.RecordAsync(
            account.Audited("connect_started") with
            {
                Before = before,
                After = account.ConnectionMembers(),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return new(authorization.Url, state, new Secret(browserKey));
    }

    private async Task<SealedSecret?> SealAsync(
        Account account,
        Secret? verifier,
        CancellationToken cancellationToken
    ) =>
        verifier is null
            ? null
            : await vault.SealAsync(
                new SecretName(account.TenantId, account.Id, OAuthState.VerifierField),
                verifier,
                cancellationToken
            );
}
