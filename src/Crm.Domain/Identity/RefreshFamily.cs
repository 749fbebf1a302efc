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

    public DateTimeOffset RotatedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public string? RevokedReason { get; private set; }

    public static RefreshFamily Begin(Guid personId, Guid? tenantId, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            TenantId = tenantId,
            Generation = 1,
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
