using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>A place in the tenant that waits for somebody. The token in the mail is kept as a hash alone.</summary>
public sealed class Invitation : ITenantOwned, IVersioned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Email { get; private set; } = null!;
    public string NormalizedEmail { get; private set; } = null!;
    public Role Role { get; private set; }
    public IReadOnlyList<Guid>? VenueIds { get; private set; }

    /// <summary>Of the person who will come, for what is written to them.</summary>
    public string Locale { get; private set; } = null!;
    public byte[] TokenHash { get; private set; } = null!;
    public Guid InvitedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public uint Version { get; private set; }

    public static Invitation Create(TenantId tenantId, EmailAddress email, DateTimeOffset now) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Email = email.Value,
            NormalizedEmail = email.Normalized,
        };

    /// <summary>From now on with this place and this token; one sent earlier is worth nothing any more.</summary>
    public void Offer(
        Role role,
        IReadOnlyList<Guid>? venueIds,
        string locale,
        byte[] tokenHash,
        Guid invitedBy,
        DateTimeOffset now
    )
    {
        Membership.CheckVenues(role, venueIds);
        Role = role;
        VenueIds = venueIds;
        Locale = locale;
        TokenHash = tokenHash;
        InvitedBy = invitedBy;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    public bool IsGood(byte[] tokenHash, DateTimeOffset now) =>
        now < ExpiresAt && TokenHash.AsSpan().SequenceEqual(tokenHash);
}
