using Crm.Domain.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Ledger;

/// <summary>
/// The one way to change a balance: amount, entry and audit record in one commit. Any number of bookings at once, on any
/// number of servers, never take a balance below what is permitted.
/// </summary>
public interface ILedger
{
    /// <returns>The new entry, or the one that was booked with the same reference before.</returns>
    /// <exception cref="DomainException">
    /// <c>balance_insufficient</c>, naming balance and limit; <c>reference_taken</c>: by an entry of another amount.
    /// </exception>
    Task<BalanceEntry> BookAsync(Booking booking, CancellationToken cancellationToken);
}

/// <param name="Amount">Negative to take.</param>
public sealed record Booking(decimal Amount, string Description, string? Reference);
