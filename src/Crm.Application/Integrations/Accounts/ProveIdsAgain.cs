using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.LeadSources;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>What the account's token still proves at the provider, and nothing else, routes shared deliveries to it. Done daily.</summary>
public sealed record ProveIdsAgain(Guid AccountId) : IRequest;

internal sealed class ProveIdsAgainHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountCalls calls,
    GrantKeeper grants,
    HookSubscriptions subscriptions,
    TimeProvider clock
) : IRequestHandler<ProveIdsAgain>
{
    public async Task<Unit> Handle(ProveIdsAgain request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(
            one => one.Id == request.AccountId && one.Status == AccountStatus.Connected,
            cancellationToken
        );
        if (account is null || providers.Find<IIdProver>(account.Platform) is not { } prover)
        {
            return Unit.Value;
        }

        try
        {
            await calls.CallAsync(
                account,
                "prove",
                access => prover.ListProvenIdsAsync(access, cancellationToken),
                async ids =>
                {
                    await grants.ReplaceProvenIdsAsync(account, ids, clock.GetUtcNow(), cancellationToken);

                    return null;
                },
                cancellationToken
            );
            await subscriptions.TendAsync(request.AccountId, cancellationToken);
        }
        catch (ProviderException)
        {
            // Kept as they are, and tried again; the account's health and the log say why.
        }

        return Unit.Value;
    }
}
