using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Inbox;

/// <summary>Announces what an event says to its module, in a scope of the tenant it belongs to.</summary>
internal sealed class InboxEffects(IServiceScopeFactory scopes)
{
    public async Task ApplyAsync(LeasedEvent leased, InboundEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Content is InboundContent.Ignored)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(leased.TenantId);
        await (
            happened.Content switch
            {
                InboundContent.Lead lead => CaptureAsync(scope, leased, happened, lead.Form, cancellationToken),
                InboundContent.AuthorizationRemoved removed => AnnounceAsync(
                    scope,
                    new AuthorizationWithdrawn(
                        leased.Id,
                        leased.Provider,
                        leased.AccountId,
                        happened.ExternalId,
                        happened.Type,
                        removed.OccurredAt,
                        removed.Reason
                    ),
                    cancellationToken
                ),
                InboundContent.Notice notice => AnnounceAsync(
                    scope,
                    new ProviderNoticeReceived(
                        leased.Id,
                        leased.Provider,
                        leased.AccountId,
                        happened.ExternalId,
                        happened.Type,
                        notice.ExternalReference
                    ),
                    cancellationToken
                ),
                _ => throw new NotSupportedException(happened.Content.GetType().Name),
            }
        );
    }

    private static async Task CaptureAsync(
        AsyncServiceScope scope,
        LeasedEvent leased,
        InboundEvent happened,
        LeadForm form,
        CancellationToken cancellationToken
    )
    {
        if ((leased.AccountId ?? await FindOwnerAsync(scope, leased, happened, cancellationToken)) is { } accountId)
        {
            var received = new LeadFormReceived(
                leased.TenantId,
                accountId,
                form,
                new DateTimeOffset(leased.ReceivedAt)
            );
            await AnnounceAsync(scope, received, cancellationToken);
        }
    }

    private static Task<Guid?> FindOwnerAsync(
        AsyncServiceScope scope,
        LeasedEvent leased,
        InboundEvent happened,
        CancellationToken cancellationToken
    ) =>
        scope
            .ServiceProvider.GetRequiredService<IIntegrationsDb>()
            .ProvenIds.Where(proven => proven.Platform == leased.Provider && proven.ExternalId == happened.ExternalId)
            .OrderBy(proven => proven.ProvenAt)
            .ThenBy(proven => proven.AccountId)
            .Select(proven => (Guid?)proven.AccountId)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task AnnounceAsync<TEvent>(
        AsyncServiceScope scope,
        TEvent happened,
        CancellationToken cancellationToken
    )
    {
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<TEvent>>())
        {
            await handler.HandleAsync(happened, cancellationToken);
        }
    }
}
