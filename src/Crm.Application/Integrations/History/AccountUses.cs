using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.History;

/// <summary>
/// When and how often accounts were used, read from what is written anyway: the integration log and the deliveries that were processed.
/// What the system does by itself to keep a connection alive is no use of it, nor is connecting it.
/// </summary>
internal sealed class AccountUses(IIntegrationsDb db, TimeProvider clock)
{
    /// <summary>What was not used for so long is unused.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private static readonly string[] Upkeep =
    [
        "connect",
        "credentials",
        "disconnect",
        "list_forms",
        "profile",
        "prove",
        "read_leads",
        "refresh",
        "revoke",
        "subscribe",
        "sync",
        "test",
        "unsubscribe",
    ];

    public async Task<IReadOnlyDictionary<Guid, AccountUse>> ListAsync(
        IReadOnlyCollection<Guid> accountIds,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var (since, counted) = (now - Remembered, now - Period);
        // Ids are in the order of time, and the log is indexed by them.
        var first = Guid.CreateVersion7(since);
        var calls = await db
            .LogEntries.Where(entry =>
                accountIds.Contains(entry.AccountId) && entry.Id > first && !Upkeep.Contains(entry.Action)
            )
            .GroupBy(entry => entry.AccountId)
            .Select(group => new
            {
                group.Key,
                Last = group.Max(entry => entry.At),
                Count = group.Count(entry => entry.At >= counted),
            })
            .ToListAsync(cancellationToken);
        var deliveries = await db
            .WebhookEvents.Where(happened =>
                happened.Status == WebhookEvent.Processed
                && happened.AccountId != null
                && accountIds.Contains(happened.AccountId.Value)
                && happened.ProcessedAt >= since
            )
            .GroupBy(happened => happened.AccountId!.Value)
            .Select(group => new
            {
                group.Key,
                Last = group.Max(happened => happened.ProcessedAt!.Value),
                Count = group.Count(happened => happened.ProcessedAt >= counted),
            })
            .ToListAsync(cancellationToken);

        return calls
            .Concat(deliveries)
            .GroupBy(use => use.Key)
            .ToDictionary(
                uses => uses.Key,
                uses => new AccountUse(uses.Max(use => use.Last), uses.Sum(use => use.Count))
            );
    }

    /// <summary>Connections that nobody has used for the whole period, the oldest first.</summary>
    public IQueryable<Account> Unused()
    {
        var since = clock.GetUtcNow() - Period;
        var first = Guid.CreateVersion7(since);

        return db
            .Accounts.AsNoTracking()
            .Where(account => account.Status == AccountStatus.Connected && account.ConnectedAt < since)
            .Where(account =>
                !db.LogEntries.Any(entry =>
                    entry.AccountId == account.Id && entry.Id > first && !Upkeep.Contains(entry.Action)
                )
            )
            .Where(account =>
                !db.WebhookEvents.Any(happened =>
                    happened.Status == WebhookEvent.Processed
                    && happened.AccountId == account.Id
                    && happened.ProcessedAt >= since
                )
            )
            .OrderBy(account => account.ConnectedAt);
    }
}

/// <param name="LastAt">Within the last ninety days.</param>
/// <param name="Count">Of the last thirty days.</param>
internal sealed record AccountUse(DateTimeOffset LastAt, int Count);
