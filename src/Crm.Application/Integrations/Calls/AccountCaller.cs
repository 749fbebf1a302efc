using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Calls;

internal sealed class AccountCaller(IIntegrationsDb db, AccountCalls calls) : IAccountCaller
{
    public async Task<T> CallAsync<T>(
        Guid accountId,
        string action,
        Func<AccountAccess, Task<T>> call,
        Func<T, string?> requestId,
        CancellationToken cancellationToken
    ) =>
        await calls.CallAsync(
            await db.GetAccountAsync(accountId, cancellationToken),
            action,
            call,
            answer => Task.FromResult(requestId(answer)),
            cancellationToken
        );

    public async Task<IReadOnlyList<CallableAccount>> FindAsync(
        IReadOnlyCollection<Guid> accountIds,
        CancellationToken cancellationToken
    ) =>
        await db
            .Accounts.AsNoTracking()
            .Where(account => accountIds.Contains(account.Id))
            .Select(account => new CallableAccount(
                account.Id,
                account.Platform,
                account.Name,
                account.ExternalId,
                account.Status == AccountStatus.Connected,
                account.Status == AccountStatus.NeedsReauth,
                account.Scopes,
                account.VenueIds
            ))
            .ToListAsync(cancellationToken);
}
