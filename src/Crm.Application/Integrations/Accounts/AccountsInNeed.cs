using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Connections that broke, and those that will stop on a date although their tokens are kept fresh.</summary>
internal sealed class AccountsInNeed(IIntegrationsDb db, TimeProvider time) : IAttentionSource
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly TimeSpan VerySoon = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<AttentionItem>> ListAsync(int most, CancellationToken cancellationToken) =>
        [.. await BrokenAsync(most, cancellationToken), .. await EndingAsync(most, cancellationToken)];

    private async Task<List<AttentionItem>> BrokenAsync(int most, CancellationToken cancellationToken)
    {
        var broken = await db
            .Accounts.AsNoTracking()
            .Where(account => account.Status == AccountStatus.NeedsReauth || account.Status == AccountStatus.Error)
            .OrderByDescending(account => account.UpdatedAt)
            .Take(most)
            .Select(account => new
            {
                account.Id,
                account.Name,
                Cause = account.StatusReason ?? account.LastErrorCode,
                account.UpdatedAt,
            })
            .ToListAsync(cancellationToken);

        return broken.ConvertAll(account => new AttentionItem(
            "connection_broken",
            AttentionUrgency.High,
            "account",
            account.Id,
            account.Name,
            account.Cause,
            AttentionTurn.Company,
            "reconnect",
            account.UpdatedAt
        ));
    }

    private async Task<List<AttentionItem>> EndingAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Soon;
        var ending = await db
            .TokenGrants.AsNoTracking()
            // A pair that renews itself ends with its refresh token, a token alone with itself.
            .Select(grant => new
            {
                grant.AccountId,
                grant.ObtainedAt,
                EndsAt = grant.SealedRefreshToken == null ? grant.AccessExpiresAt : grant.RefreshExpiresAt,
            })
            .Where(grant => grant.EndsAt != null && grant.EndsAt < until)
            .Join(
                db.Accounts.Where(account => account.Status == AccountStatus.Connected),
                grant => grant.AccountId,
                account => account.Id,
                (grant, account) =>
                    new
                    {
                        account.Id,
                        account.Name,
                        grant.ObtainedAt,
                        EndsAt = grant.EndsAt!.Value,
                    }
            )
            .OrderBy(account => account.EndsAt)
            .Take(most)
            .ToListAsync(cancellationToken);

        return ending.ConvertAll(account => new AttentionItem(
            "connection_ends",
            account.EndsAt < now + VerySoon ? AttentionUrgency.High : AttentionUrgency.Medium,
            "account",
            account.Id,
            account.Name,
            Cause: null,
            AttentionTurn.Company,
            "reconnect",
            account.ObtainedAt,
            account.EndsAt
        ));
    }
}
