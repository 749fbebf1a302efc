using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>
/// What a customer has, as the sum of the entries. Bookings change it in one conditional statement (the ledger), so that
/// any number at once never take it below what is permitted.
/// </summary>
public sealed class Balance : ITenantOwned
{
    private Balance() { }

    public TenantId TenantId { get; private set; }
    public decimal Amount { get; private set; }

    /// <summary>How far below zero it may go; zero or more.</summary>
    public decimal PermittedOverdraft { get; private set; }
    public string Currency { get; private set; } = null!;

    /// <summary>How many entries there are; the number of the last one.</summary>
    public long Entries { get; private set; }

    public static Balance Open(Tenant tenant) => new() { TenantId = tenant.TenantId, Currency = tenant.Currency };

    /// <summary>What is below a narrowed limit already stays there; it only cannot be taken further.</summary>
    public void PermitOverdraft(decimal limit) => PermittedOverdraft = limit;
}
