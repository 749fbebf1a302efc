using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations;

/// <summary>One line in the integration log, saved together with the event's end so that a repetition adds none.</summary>
internal sealed class RecordProviderNotice(IIntegrationsDb db, TimeProvider time)
    : IEventHandler<ProviderNoticeReceived>
{
    public async Task HandleAsync(ProviderNoticeReceived happened, CancellationToken cancellationToken)
    {
        if (await db.FindPendingAsync(happened.EventId, cancellationToken) is not { } stored)
        {
            return;
        }

        var now = time.GetUtcNow();
        var accounts = await db.ListAccountsAsync(
            happened.Platform,
            happened.AccountId,
            happened.ExternalId,
            cancellationToken
        );
        foreach (var account in accounts)
        {
            db.LogEntries.Add(
                IntegrationLogEntry.Create(
                    account.TenantId,
                    account.Id,
                    IntegrationLogEntry.Inbound,
                    happened.Type,
                    happened.Type.EndsWith(".failed", StringComparison.Ordinal)
                        ? IntegrationLogEntry.Failed
                        : IntegrationLogEntry.Succeeded,
                    now,
                    providerRequestId: happened.ExternalReference
                )
            );
        }

        stored.Complete(now);
        await db.SaveChangesAsync(cancellationToken);
    }
}
