using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>A consent that is still to become a lead: written with it, deleted with the effect.</summary>
public sealed class DueLead : ITenantOwned
{
    private DueLead() { }

    public TenantId TenantId { get; private set; }
    public Guid ConsentId { get; private set; }

    /// <summary>Whoever reported the guest was limited to these; null: to none. The lead is looked for no further.</summary>
    public IReadOnlyList<Guid>? WithinVenues { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public int Attempts { get; private set; }

    public static DueLead Create(GuestConsent consent, IReadOnlyList<Guid>? withinVenues, DateTimeOffset now) =>
        new()
        {
            TenantId = consent.TenantId,
            ConsentId = consent.Id,
            WithinVenues = withinVenues,
            DueAt = now,
        };
}
