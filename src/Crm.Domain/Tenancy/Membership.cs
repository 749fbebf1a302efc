using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>A person's place in a tenant.</summary>
public sealed class Membership : ITenantOwned, IVersioned
{
    private Membership() { }

    public TenantId TenantId { get; private set; }
    public Guid PersonId { get; private set; }
    public Role Role { get; private set; }

    /// <summary>The venues that the member is limited to; null: every venue, and what has none.</summary>
    public IReadOnlyList<Guid>? VenueIds { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public uint Version { get; private set; }

    public static Membership Create(TenantId tenantId, Guid personId, Role role, DateTimeOffset now) =>
        new()
        {
            TenantId = tenantId,
            PersonId = personId,
            Role = role,
            CreatedAt = now,
        };
}
