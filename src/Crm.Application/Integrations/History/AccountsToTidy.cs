using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.History;

/// <summary>Connections that nobody uses, each a door that could be closed, and pasted values that nobody has looked at for a year.</summary>
internal sealed class AccountsToTidy(IIntegrationsDb db, AccountUses uses, TimeProvider time) : IAttentionSource
{
    private static readonly TimeSpan OldAge = TimeSpan.FromDays(365);

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken) =>
        [.. await UnusedAsync(most, cancellationToken), .. await OldAsync(most, cancellationToken)];

    private async Task<IEnumerable<AttentionItem>> UnusedAsync(int most, CancellationToken cancellationToken)
    {
        var unused = await uses.Unused()
            .Take(most)
            .Select(account => new
            {
                account.Id,
                account.Name,
                account.ConnectedAt,
            })
            .ToListAsync(cancellationToken);

        return unused.Select(account => new AttentionItem(
            "connection_unused",
            AttentionUrgency.Low,
            "account",
            account.Id,
            account.Name,
            Cause: null,
            AttentionTurn.Company,
            "revoke",
            account.ConnectedAt!.Value
        ));
    }

    private async Task<IEnumerable<AttentionItem>> OldAsync(int most, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - OldAge;
        var old = await db
            .Credentials.AsNoTracking()
            .GroupBy(credential => credential.AccountId)
            .Select(group => new { AccountId = group.Key, Since = group.Min(credential => credential.UpdatedAt) })
            .Where(group => group.Since < before)
            .Join(
                db.Accounts,
                group => group.AccountId,
                account => account.Id,
                (group, account) =>
                    new
                    {
                        account.Id,
                        account.Name,
                        group.Since,
                    }
            )
            .OrderBy(account => account.Since)
            .Take(most)
            .ToListAsync(cancellationToken);

        return old.Select(account => new AttentionItem(
            "credentials_old",
            AttentionUrgency.Low,
            "account",
            account.Id,
            account.Name,
            Cause: null,
            AttentionTurn.Company,
            "renew_credentials",
            account.Since
        ));
    }
}
