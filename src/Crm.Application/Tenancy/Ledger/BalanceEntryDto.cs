using Crm.Domain.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Ledger;

/// <param name="Number">The order of the ledger, without gaps.</param>
/// <param name="Amount">Negative for what was taken.</param>
/// <param name="Reference">The booker's own name of it.</param>
public sealed record BalanceEntryDto(
    Guid Id,
    long Number,
    BalanceEntryKind Kind,
    string Amount,
    string Currency,
    string BalanceAfter,
    string Description,
    string? Reference,
    DateTimeOffset CreatedAt
)
{
    internal static BalanceEntryDto From(BalanceEntry entry) =>
        new(
            entry.Id,
            entry.Number,
            entry.Kind,
            Money.Text(entry.Amount),
            entry.Currency,
            Money.Text(entry.BalanceAfter),
            entry.Description,
            entry.Reference,
            entry.CreatedAt
        );
}
