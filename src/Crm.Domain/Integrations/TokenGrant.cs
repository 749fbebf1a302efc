using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>
/// The token pair of a connected account. Every stored pair has a higher <see cref="Version"/>, so that a late worker
/// holding an older one cannot overwrite it. Leasing and rotating happen in the refresh store, by the hundred thousand.
/// </summary>
public sealed class TokenGrant : ITenantOwned
{
    public const string AccessTokenField = "access_token";
    public const string RefreshTokenField = "refresh_token";

    private TokenGrant() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string Platform { get; private set; } = null!;
    public int Version { get; private set; }
    public SealedSecret SealedAccessToken { get; private set; } = null!;
    public SealedSecret? SealedRefreshToken { get; private set; }
    public DateTimeOffset? AccessExpiresAt { get; private set; }
    public DateTimeOffset? RefreshExpiresAt { get; private set; }

    /// <summary>When only a person can go on: a pair that renews itself ends with its refresh token, a token alone with itself.</summary>
    public DateTimeOffset? EndsAt => SealedRefreshToken is null ? AccessExpiresAt : RefreshExpiresAt;
    public DateTimeOffset? RefreshDueAt { get; private set; }

    /// <summary>The app that it was issued to, where a customer may bring their own; null: there is one for all, or it is not known.</summary>
    public string? AppId { get; private set; }
    public DateTimeOffset ObtainedAt { get; private set; }

    /// <summary>The intent: when the renewal that has no answer yet was first tried.</summary>
    public DateTimeOffset? AttemptStartedAt { get; private set; }
    public int Attempts { get; private set; }
    public Guid? LeaseId { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }

    public static TokenGrant Create(TenantId tenantId, Guid accountId, string platform) =>
        new()
        {
            TenantId = tenantId,
            AccountId = accountId,
            Platform = platform,
        };

    /// <summary>Stores a pair that the provider has just issued for a new or renewed consent.</summary>
    /// <param name="dueAt">When to renew it; null where the provider knows no renewal.</param>
    public void Replace(
        SealedSecret accessToken,
        SealedSecret? refreshToken,
        DateTimeOffset? accessExpiresAt,
        DateTimeOffset? refreshExpiresAt,
        DateTimeOffset? dueAt,
        string? appId,
        DateTimeOffset now
    )
    {
        Version++;
        SealedAccessToken = accessToken;
        SealedRefreshToken = refreshToken;
        AccessExpiresAt = accessExpiresAt;
        RefreshExpiresAt = refreshExpiresAt;
        RefreshDueAt = dueAt;
        AppId = appId;
        ObtainedAt = now;
        EndAttempts();
    }

    /// <summary>Renewing has come to an end: the provider refused the refresh token, only a person can reconnect.</summary>
    /// <param name="mayBeRenewedYet">A lost worker may still bring the pair that was issued for this one: it stays the one to follow.</param>
    public void Abandon(bool mayBeRenewedYet)
    {
        Version += mayBeRenewedYet ? 0 : 1;
        RefreshDueAt = null;
        EndAttempts();
    }

    private void EndAttempts()
    {
        AttemptStartedAt = null;
        Attempts = 0;
        LeaseId = null;
        LeasedUntil = null;
    }

    /// <summary>A worker stored a newer pair meanwhile: this one, from the newer consent, comes after it.</summary>
    public void Follow(int storedVersion) => Version = storedVersion + 1;
}
