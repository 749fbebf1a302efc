using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.LeadSources;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Gives the account another webhook address; what is posted to the old one is not taken any more.</summary>
public sealed record RotateWebhookKey(Guid AccountId) : IRequest<AccountDto>;

internal sealed class RotateWebhookKeyHandler(
    IIntegrationsDb db,
    IVault vault,
    AccountViews views,
    HookSubscriptions subscriptions,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<RotateWebhookKey, AccountDto>
{
    public async Task<AccountDto> Handle(RotateWebhookKey request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var key = RandomKey.New();
        var name = new SecretName(account.TenantId, account.Id, Account.AccountKeyField);
        var sealedKey = await vault.SealAsync(name, new Secret(key), cancellationToken);

        var now = clock.GetUtcNow();
        db.FormerKeys.Add(FormerKey.Of(account, now));
        account.ChangeKey(RandomKey.Hash(key), sealedKey, now);
        await audit.RecordAsync(account.Audited("webhook_key_rotated"), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await subscriptions.TendAsync(account.Id, cancellationToken);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
