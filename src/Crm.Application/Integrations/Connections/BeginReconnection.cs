using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Somebody without a sign-in opened a reconnect link. It is spent by the first success, so that a cancelled consent costs no link.</summary>
/// <param name="Secret">What stands in the link's fragment.</param>
public sealed record BeginReconnection(Secret? Secret) : IRequest<StartedReconnection>;

public sealed record StartedReconnection(string Platform, string Name, StartedConnection Connection);

internal sealed class BeginReconnectionValidator : AbstractValidator<BeginReconnection>
{
    public BeginReconnectionValidator() => RuleFor(request => request.Secret).NotNull();
}

internal sealed class BeginReconnectionHandler(
    IIntegrationsDb db,
    IConnectionLookup lookup,
    ITenantContext tenant,
    ProviderCatalog providers,
    ConsentStart consent,
    ReconnectGuard guard,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<BeginReconnection, StartedReconnection>
{
    public async Task<StartedReconnection> Handle(BeginReconnection request, CancellationToken cancellationToken)
    {
        var hash = RandomKey.Hash(request.Secret!.Reveal());
        var link =
            await lookup.FindReconnectLinkAsync(hash, clock.GetUtcNow(), cancellationToken)
            ?? throw new DomainException(ReconnectGuard.Invalid);
        if (await lookup.WhyNotAsync(link.TenantId, link.MadeBy, cancellationToken) is { } missing)
        {
            // Whoever holds the link has nothing to do with the roles of the company.
            throw new DomainException(missing is "forbidden" ? ReconnectGuard.Invalid : missing);
        }

        tenant.Set(link.TenantId);
        var account =
            await db.Accounts.SingleOrDefaultAsync(one => one.Id == link.AccountId, cancellationToken)
            ?? throw new DomainException(ReconnectGuard.Invalid);
        var started = await consent.BeginAsync(account, link.MadeBy, hash, cancellationToken);
        await audit.RecordAsync(account.Audited("reconnect_link_opened") with { By = guard.Opener }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return new(providers.Get<IAccountConnector>(account.Platform).Descriptor.DisplayName, account.Name, started);
    }
}
