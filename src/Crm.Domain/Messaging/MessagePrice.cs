using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>What a template of a category costs a company, in the currency of its balance. What has no price is free.</summary>
public sealed class MessagePrice : ITenantOwned
{
    private MessagePrice() { }

    public TenantId TenantId { get; private set; }
    public string Category { get; private set; } = null!;
    public decimal Amount { get; private set; }

    public static MessagePrice Of(TenantId tenantId, string category, decimal amount) =>
        new()
        {
            TenantId = tenantId,
            Category = category,
            Amount = amount,
        };

    public void Change(decimal amount) => Amount = amount;
}
