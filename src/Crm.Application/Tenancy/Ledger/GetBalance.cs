using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Ledger;

public sealed record GetBalance : IRequest<BalanceDto>;

internal sealed class GetBalanceHandler(ITenancyDb db, TimeProvider time) : IRequestHandler<GetBalance, BalanceDto>
{
    public async Task<BalanceDto> Handle(GetBalance request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var balance = await db.Balances.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var currency =
            balance?.Currency ?? await db.Tenants.Select(tenant => tenant.Currency).SingleAsync(cancellationToken);

        return new(Money.Text(balance?.Amount ?? 0), currency, now);
    }
}

/// <param name="Balance">At least two decimals, at most four.</param>
public sealed record BalanceDto(string Balance, string Currency, DateTimeOffset AsOf);
