using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <param name="ForAdmin">Shows the webhook address.</param>
public sealed record GetAccount(Guid AccountId, bool ForAdmin) : IRequest<VersionedAccount>;

/// <param name="Version">Of the account's own row: what a change can be bound to.</param>
public sealed record VersionedAccount(AccountDto Account, uint Version);

internal sealed class GetAccountHandler(IIntegrationsDb db, AccountViews views)
    : IRequestHandler<GetAccount, VersionedAccount>
{
    public async Task<VersionedAccount> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);

        return new(await views.OneAsync(account, request.ForAdmin, cancellationToken), account.Version);
    }
}
