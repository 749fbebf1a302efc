using Crm.Domain.Common;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>A grant that this process alone may renew until the lease lapses. Its intent is committed already.</summary>
/// <param name="ObtainedAt">With the version it names the pair about to be spent, also across a disconnect and a new consent.</param>
/// <param name="Attempts">This one included.</param>
/// <param name="WasTried">An earlier attempt never had an answer: the provider may have rotated the pair without us.</param>
internal sealed record LeasedGrant(
    TenantId TenantId,
    Guid AccountId,
    string Platform,
    int Version,
    DateTimeOffset ObtainedAt,
    SealedSecret RefreshToken,
    int Attempts,
    bool WasTried,
    Guid LeaseId,
    DateTimeOffset LeasedUntil
);

/// <summary>What a caller needs to know of a stored pair.</summary>
internal sealed record StoredGrant(
    string Platform,
    int Version,
    SealedSecret AccessToken,
    DateTimeOffset? AccessExpiresAt,
    DateTimeOffset? RefreshDueAt,
    int Attempts
);

/// <summary>How an attempt ended, ready to be written.</summary>
/// <param name="Pair">The new pair; null gives the lease back and tries again at <paramref name="DueAt"/>.</param>
/// <param name="IsUnanswered">The intent stays: the next attempt may meet a token that this one spent.</param>
internal sealed record Settlement(LeasedGrant Grant, SealedPair? Pair, DateTimeOffset DueAt, bool IsUnanswered);

internal sealed record SealedPair(
    SealedSecret AccessToken,
    SealedSecret? RefreshToken,
    DateTimeOffset? AccessExpiresAt,
    DateTimeOffset? RefreshExpiresAt
);
