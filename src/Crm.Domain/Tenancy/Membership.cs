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

    public void Change(Role role, IReadOnlyList<Guid>? venueIds)
    {
        CheckVenues(role, venueIds);
        Role = role;
        VenueIds = venueIds;
    }

    /// <summary>Who runs the tenant runs all of it.</summary>
    internal static void CheckVenues(Role role, IReadOnlyList<Guid>? venueIds)
    {
        if (venueIds is not null && role >= Role.Admin)
        {
            throw new DomainException("role_covers_all_venues");
        }
    }
}
