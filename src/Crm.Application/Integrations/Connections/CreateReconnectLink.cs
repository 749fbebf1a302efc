using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Makes a link with which the owner of the social account, who has no user here, renews the connection. The one before is void.</summary>
public sealed record CreateReconnectLink(Guid AccountId) : IRequest<ReconnectLinkDto>;

/// <param name="Link">Shown this once; its secret stands in the fragment, which no server sees.</param>
public sealed record ReconnectLinkDto(string Link, DateTimeOffset ExpiresAt);

internal sealed class CreateReconnectLinkHandler(
    IIntegrationsDb db,
    ICurrentUser user,
    ProviderCatalog providers,
    IPublicAddresses addresses,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<CreateReconnectLink, ReconnectLinkDto>
{
    public async Task<ReconnectLinkDto> Handle(CreateReconnectLink request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var platform = providers.Get<IAccountConnector>(account.Platform).Descriptor;
        if (account.ExternalId is not { } externalId || account.Status is AccountStatus.Disconnected)
        {
            throw new DomainException("integration_not_configured", ("platform", platform.DisplayName));
        }

        var secret = RandomKey.New();
        var link = ReconnectLink.Create(account, externalId, RandomKey.Hash(secret), user.PersonId, clock.GetUtcNow());
        await db.TogetherAsync(() => ReplaceAsync(account, link, cancellationToken), cancellationToken);

        return new(addresses.ReconnectLink(secret).Reveal(), link.ExpiresAt);
    }

    private async Task ReplaceAsync(Account account, ReconnectLink link, CancellationToken cancellationToken)
    {
        await db.ReconnectLinks.Where(old => old.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
        db.ReconnectLinks.Add(link);
        await audit.RecordAsync(
            account.Audited("reconnect_link_created") with
            {
                After = AccountAudit.Members(("externalId", link.ExternalId), ("expiresAt", link.ExpiresAt)),
            },
            cancellationToken
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsOvertaken())
        {
            throw new DomainException("concurrent_change");
        }
    }
}
