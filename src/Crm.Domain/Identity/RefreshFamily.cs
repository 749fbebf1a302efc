namespace Crm.Domain.Identity;

/// <summary>
/// A sign-in and the refresh tokens that follow from it, one generation after another. The tokens are derived from id and
/// generation, so the family knows everything about them without keeping any.
/// </summary>
public sealed class RefreshFamily
{
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(30);
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Two tabs that send the same token within this time get the same successor.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private RefreshFamily() { }

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>Null for a platform administrator, who belongs to no tenant.</summary>
    public Guid? TenantId { get; private set; }

    /// <summary>Of the one token that has not been spent yet.</summary>
    public int Generation { get; private set; }

    /// <summary>The person's security stamp as it was: a changed one ends every sign-in that still has the old.</summary>
    public string? Stamp { get; private set; }

    /// <summary>Where the person signed in.</summary>
    public string? Address { get; private set; }

    /// <summary>What the person's browser or app calls itself.</summary>
    public string? Device { get; private set; }

    public DateTimeOffset RotatedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public string? RevokedReason { get; private set; }

    public static RefreshFamily Begin(
        Guid personId,
        Guid? tenantId,
        DateTimeOffset now,
        string? stamp = null,
        string? address = null,
        string? device = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            TenantId = tenantId,
            Generation = 1,
            Stamp = stamp,
            Address = address,
            Device = device,
            RotatedAt = now,
            CreatedAt = now,
            EndsAt = now + Lifetime,
        };

    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && now < EndsAt;

    /// <summary>A genuine token of this family is presented. After an accepted one, <see cref="Generation"/> names its successor.</summary>
    public RefreshVerdict Present(int generation, DateTimeOffset now)
    {
        if (!IsAlive(now))
        {
            return RefreshVerdict.Ended;
        }

        if (generation == Generation)
        {
            return Spend(now);
        }

        var isSecondTab = generation == Generation - 1 && now - RotatedAt <= Leeway;
        if (!isSecondTab)
        {
            Revoke("reused", now);
        }

        return isSecondTab ? RefreshVerdict.Accepted : RefreshVerdict.Reused;
    }

    /// <summary>The sign-in goes on in another tenant. The refresh token is spent by it, so that a copy of it is found out.</summary>
    /// <returns>False: it has ended.</returns>
    public bool MoveTo(Guid tenantId, DateTimeOffset now)
    {
        if (!IsAlive(now))
        {
            return false;
        }

        TenantId = tenantId;
        Generation++;
        RotatedAt = now;

        return true;
    }

    /// <summary>This sign-in outlives a change of the password: it is the one that made it.</summary>
    public void Keep(string? stamp) => Stamp = stamp;

    public void Revoke(string reason, DateTimeOffset now)
    {
        if (RevokedAt is null)
        {
            RevokedAt = now;
            RevokedReason = reason;
        }
    }

    private RefreshVerdict Spend(DateTimeOffset now)
    {
        if (now >= RotatedAt + TokenLifetime)
        {
            return RefreshVerdict.Ended;
        }

        Generation++;
        RotatedAt = now;

        return RefreshVerdict.Accepted;
    }
}
