using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>A late worker has stored the pair that an interrupted rotation was believed to have lost: its person is not needed.</summary>
/// <returns>Whether it had been given up.</returns>
public sealed record RecoverAccount(Guid AccountId) : IRequest<bool>;

internal sealed class RecoverAccountHandler(IIntegrationsDb db, TimeProvider time)
    : IRequestHandler<RecoverAccount, bool>
{
    public async Task<bool> Handle(RecoverAccount request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(
            known =>
                known.Id == request.AccountId
                && known.Status == AccountStatus.NeedsReauth
                && known.StatusReason == ReauthReasons.InterruptedRotation,
            cancellationToken
        );
        if (account is null)
        {
            return false;
        }

        account.Recover(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);

        return true;
    }
}
