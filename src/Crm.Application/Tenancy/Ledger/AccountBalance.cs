using Crm.Application.Tenancy.Contracts;

namespace Crm.Application.Tenancy.Ledger;

internal sealed class AccountBalance(ILedger ledger) : IAccountBalance
{
    public Task TakeAsync(decimal amount, string description, string reference, CancellationToken cancellationToken) =>
        ledger.BookAsync(new(-amount, description, reference), cancellationToken);

    public Task GiveBackAsync(
        decimal amount,
        string description,
        string reference,
        CancellationToken cancellationToken
    ) => ledger.BookAsync(new(amount, description, $"{reference}:returned"), cancellationToken);
}
