using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Inbox;

/// <summary>Announces what an event says to its module, in a scope of the tenant it belongs to.</summary>
internal sealed class InboxEffects(IServiceScopeFactory scopes)
{
    public async Task ApplyAsync(LeasedEvent leased, InboundEvent happened, CancellationToken cancellationToken)
    {
        switch (happened.Content)
        {
            case InboundContent.Ignored:
                return;
            case InboundContent.Unreadable:
                throw new FormatException("An entry cannot be read.");
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(leased.TenantId);
        await (
            happened.Content switch
            {
                InboundContent.Lead lead => CaptureAsync(scope, leased, lead.Form, cancellationToken),
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
                InboundContent.LeadReference reference => AnnounceAsync(
                    scope,
                    new LeadReferenced(
                        leased.TenantId,
                        leased.AccountId ?? throw new UnownedEventException(),
                        reference.LeadId,
                        reference.HolderId,
                        new DateTimeOffset(leased.ReceivedAt),
                        leased.Attempts
                    ),
                    cancellationToken
                ),
                InboundContent.Messages or InboundContent.Template => AnnounceAsync(
                    scope,
                    new MessagingDelivered(
                        leased.TenantId,
                        leased.AccountId ?? throw new UnownedEventException(),
                        happened.ExternalId,
                        happened.Content,
                        new DateTimeOffset(leased.ReceivedAt)
                    ),
                    cancellationToken
                ),
                _ => throw new NotSupportedException(happened.Content.GetType().Name),
            }
        );
    }

    /// <summary>All that a delivery has to say in the integration log.</summary>
    public async Task NoteAsync(
        LeasedEvent leased,
        IReadOnlyList<ProviderNotice> notices,
        CancellationToken cancellationToken
    )
    {
        if (notices.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(leased.TenantId);
            await AnnounceAsync(
                scope,
                new ProviderNoticesReceived(leased.Id, leased.Provider, leased.AccountId, notices),
                cancellationToken
            );
        }
    }

    private static Task CaptureAsync(
        AsyncServiceScope scope,
        LeasedEvent leased,
        LeadForm form,
        CancellationToken cancellationToken
    ) =>
        AnnounceAsync(
            scope,
            new LeadFormReceived(
                leased.TenantId,
                leased.AccountId ?? throw new UnownedEventException(),
                form,
                new DateTimeOffset(leased.ReceivedAt)
            ),
            cancellationToken
        );

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

/// <summary>A lead without the account it came for.</summary>
internal sealed class UnownedEventException() : Exception("The event names no account.");
