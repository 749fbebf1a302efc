using Crm.Domain.Common;

namespace Crm.Domain.ApiTokens;

/// <summary>What proves a token; while a rotation overlaps it has two.</summary>
public sealed class TokenSecret : ITenantOwned
{
    private TokenSecret() { }

    public TenantId TenantId { get; private set; }

    /// <summary>The public part of the token, by which it is found.</summary>
    public string Prefix { get; private set; } = null!;
    public Guid TokenId { get; private set; }

    /// <summary>SHA-256 of the secret part.</summary>
    public byte[] Hash { get; private set; } = null!;
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Null for the newest one, which ends with its token.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    internal static TokenSecret Create(ApiToken token, string prefix, byte[] hash, DateTimeOffset now) =>
        new()
        {
            TenantId = token.TenantId,
            Prefix = prefix,
            TokenId = token.Id,
            Hash = hash,
            CreatedAt = now,
        };

    internal void EndBy(DateTimeOffset end) => EndsAt = EndsAt < end ? EndsAt : end;
}
