using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>
/// A renewal has succeeded after it was put off, or a late worker has stored the pair that an interrupted rotation was
/// believed to have lost: the trouble is over, and no person is needed.
/// </summary>
/// <returns>Whether anything was wrong.</returns>
public sealed record RecoverAccount(Guid AccountId) : IRequest<bool>;

internal sealed class RecoverAccountHandler(IIntegrationsDb db, TimeProvider time)
    : IRequestHandler<RecoverAccount, bool>
{
    private static readonly string[] Trouble =
    [
        RenewalTrouble.RateLimited,
        RenewalTrouble.NotConfigured,
        RenewalTrouble.Unavailable,
    ];

    public async Task<bool> Handle(RecoverAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(
            known =>
                known.Id == request.AccountId
                && (
                    known.Status == AccountStatus.NeedsReauth && known.StatusReason == ReauthReasons.InterruptedRotation
                    || known.Status == AccountStatus.Connected && Trouble.Contains(known.LastErrorCode)
                ),
            cancellationToken
        );
        if (account is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        account.Recover(now);
        db.LogEntries.Add(
            IntegrationLogEntry.Create(
                account.TenantId,
                account.Id,
                IntegrationLogEntry.Outbound,
                "refresh",
                IntegrationLogEntry.Succeeded,
                now
            )
        );
        await db.SaveChangesAsync(cancellationToken);

        return true;
    }
}
