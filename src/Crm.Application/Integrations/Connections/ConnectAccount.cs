using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Integrations.Connections;

public sealed record ConnectAccount(Guid AccountId) : IRequest<StartedConnection>;

/// <param name="BrowserKey">Goes into a cookie of this browser, which the callback wants back.</param>
public sealed record StartedConnection(Uri AuthorizationUrl, string State, Secret BrowserKey);

internal sealed class ConnectAccountHandler(
    IIntegrationsDb db,
    ICurrentUser user,
    ConsentStart consent,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<ConnectAccount, StartedConnection>
{
    public async Task<StartedConnection> Handle(ConnectAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var started = await consent.BeginAsync(account, user.PersonId, linkHash: null, cancellationToken);
        var before = account.ConnectionMembers();
        account.BeginConnecting(clock.GetUtcNow());
        await audit.RecordAsync(
            account.Audited("connect_started") with
            {
                Before = before,
                After = account.ConnectionMembers(),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return started;
    }
}
