using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>One line of the ledger. Never changed after it was written.</summary>
public sealed class BalanceEntry : ITenantOwned
{
    private BalanceEntry() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>One more than that of the entry before: the order of the ledger, without gaps.</summary>
    public long Number { get; private set; }
    public BalanceEntryKind Kind { get; private set; }

    /// <summary>Negative for what was taken.</summary>
    public decimal Amount { get; private set; }
    public string Currency { get; private set; } = null!;
    public decimal BalanceAfter { get; private set; }
    public string Description { get; private set; } = null!;

    /// <summary>The booker's own name of it; there is one entry with it.</summary>
    public string? Reference { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static BalanceEntry Create(
        TenantId tenantId,
        long number,
        (decimal Amount, string Currency, decimal BalanceAfter) money,
        string description,
        string? reference,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Number = number,
            Kind = money.Amount < 0 ? BalanceEntryKind.Debit : BalanceEntryKind.Credit,
            Amount = money.Amount,
            Currency = money.Currency,
            BalanceAfter = money.BalanceAfter,
            Description = description,
            Reference = reference,
            CreatedAt = now,
        };
}

public enum BalanceEntryKind
{
    Credit,
    Debit,
}
