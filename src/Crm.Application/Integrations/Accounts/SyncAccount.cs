using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

public sealed record SyncAccount(Guid AccountId) : IRequest<AccountDto>;

internal sealed class SyncAccountHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountCalls calls,
    ProfileKeeper profiles,
    AccountViews views,
    TimeProvider clock
) : IRequestHandler<SyncAccount, AccountDto>
{
    public async Task<AccountDto> Handle(SyncAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var reader = providers.Get<IProfileReader>(account.Platform);

        await calls.CallAsync(
            account,
            "sync",
            access => reader.ReadProfileAsync(access, account.Scopes, cancellationToken),
            async profile =>
            {
                await profiles.DescribeAsync(account, profile, cancellationToken);
                account.RecordSync(clock.GetUtcNow());

                return profile.RequestId;
            },
            cancellationToken
        );

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
