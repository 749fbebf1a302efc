using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.WebhookEvents;

/// <summary>
/// Announces messages to their module in the name of the account that holds the number: a customer's own app has one address for all
/// its numbers. What is judged of a template is told to every account that proves the same business.
/// </summary>
internal sealed class RouteMessages(
    IIntegrationsDb db,
    IEnumerable<IEventHandler<MessagesReceived>> messages,
    IEnumerable<IEventHandler<TemplateJudged>> templates
) : IEventHandler<MessagingDelivered>
{
    public async Task HandleAsync(MessagingDelivered happened, CancellationToken cancellationToken)
    {
        var holders = await FindHoldersAsync(happened, cancellationToken);
        if (happened.Content is InboundContent.Template judged)
        {
            foreach (var account in holders)
            {
                await TellAsync(happened, account, judged, cancellationToken);
            }
        }
        else if (happened.Content is InboundContent.Messages arrived && holders.FirstOrDefault() is { } holder)
        {
            await TellAsync(happened, holder, arrived, cancellationToken);
        }
    }

    /// <summary>The addressed account first, where it is one of them; none where the number is nobody's here.</summary>
    private async Task<List<Account>> FindHoldersAsync(MessagingDelivered happened, CancellationToken cancellationToken)
    {
        var addressed = await db
            .Accounts.AsNoTracking()
            .SingleOrDefaultAsync(account => account.Id == happened.AccountId, cancellationToken);

        return addressed is null
            ? []
            : await db
                .Accounts.AsNoTracking()
                .Where(account =>
                    account.Platform == addressed.Platform
                    && (
                        db.ProvenIds.Any(proven =>
                            proven.AccountId == account.Id && proven.ExternalId == happened.HolderId
                        ) || (account.Id == addressed.Id && account.ExternalId == happened.HolderId)
                    )
                )
                .OrderByDescending(account => account.Id == addressed.Id)
                .ThenBy(account => account.Id)
                .ToListAsync(cancellationToken);
    }

    private async Task TellAsync(
        MessagingDelivered happened,
        Account account,
        InboundContent.Messages arrived,
        CancellationToken cancellationToken
    )
    {
        foreach (var handler in messages)
        {
            await handler.HandleAsync(
                new(
                    happened.TenantId,
                    account.Id,
                    account.Platform,
                    account.VenueIds,
                    arrived.Received,
                    arrived.Told,
                    happened.ReceivedAt
                ),
                cancellationToken
            );
        }
    }

    private async Task TellAsync(
        MessagingDelivered happened,
        Account account,
        InboundContent.Template judged,
        CancellationToken cancellationToken
    )
    {
        foreach (var handler in templates)
        {
            await handler.HandleAsync(
                new(happened.TenantId, account.Id, judged.Name, judged.Language, judged.Status, judged.Reason),
                cancellationToken
            );
        }
    }
}
