using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>A place of the customer: a hotel, a café, a shop.</summary>
public sealed class Venue : ITenantOwned, IVersioned
{
    private Venue() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Name { get; private set; } = null!;

    /// <summary>The customer's own number of it; unique in the tenant and accepted wherever its id is.</summary>
    public string? ExternalId { get; private set; }
    public string? TimeZone { get; private set; }
    public string? Address { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public uint Version { get; private set; }

    public static Venue Create(
        TenantId tenantId,
        string name,
        string? externalId,
        string? address,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Name = name,
            ExternalId = externalId,
            Address = address,
            CreatedAt = now,
            UpdatedAt = now,
        };
}
