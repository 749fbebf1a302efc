using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations;

/// <summary>A line in the integration log each, saved together with the event's end so that a repetition adds none.</summary>
internal sealed class RecordProviderNotice(IIntegrationsDb db, TimeProvider time)
    : IEventHandler<ProviderNoticesReceived>
{
    public async Task HandleAsync(ProviderNoticesReceived happened, CancellationToken cancellationToken)
    {
        if (await db.FindPendingAsync(happened.EventId, cancellationToken) is not { } stored)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var sameOwner in happened.Notices.GroupBy(notice => notice.ExternalId, StringComparer.Ordinal))
        {
            var accounts = await db.ListAccountsAsync(
                happened.Platform,
                happened.AccountId,
                sameOwner.Key,
                cancellationToken
            );
            foreach (var account in accounts)
            {
                db.LogEntries.AddRange(sameOwner.Select(notice => Line(account, notice, now)));
            }
        }

        stored.Complete(now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static IntegrationLogEntry Line(Account account, ProviderNotice notice, DateTimeOffset now) =>
        IntegrationLogEntry.Create(
            account.TenantId,
            account.Id,
            IntegrationLogEntry.Inbound,
            notice.Type,
            notice.Type.EndsWith(".failed", StringComparison.Ordinal)
                ? IntegrationLogEntry.Failed
                : IntegrationLogEntry.Succeeded,
            now,
            providerRequestId: notice.ExternalReference
        );
}
