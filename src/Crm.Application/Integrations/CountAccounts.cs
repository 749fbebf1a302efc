using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>How many connections work, and how many have stopped and wait for a person.</summary>
public sealed record CountAccounts : IRequest<AccountCounts>;

public sealed record AccountCounts(int Connected, int InTrouble);

internal sealed class CountAccountsHandler(IIntegrationsDb db) : IRequestHandler<CountAccounts, AccountCounts>
{
    public async Task<AccountCounts> Handle(CountAccounts request, CancellationToken cancellationToken)
    {
        var counts = await db
            .Accounts.GroupBy(account => account.Status)
            .Select(part => new { Status = part.Key, Count = part.Count() })
            .ToDictionaryAsync(part => part.Status, part => part.Count, cancellationToken);

        return new(
            counts.GetValueOrDefault(AccountStatus.Connected),
            counts.GetValueOrDefault(AccountStatus.NeedsReauth) + counts.GetValueOrDefault(AccountStatus.Error)
        );
    }
}
