using Crm.Domain.Common;

namespace Crm.Domain.ApiTokens;

/// <summary>What a program signs in with: one permission level, all venues or some, from anywhere or from some networks.</summary>
public sealed class ApiToken : ITenantOwned, IVersioned
{
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    private readonly List<TokenSecret> secrets = [];

    private ApiToken() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public string Name { get; private set; } = null!;

    /// <summary>Of its newest secret.</summary>
    public string Prefix { get; private set; } = null!;
    public TokenPermission Permission { get; private set; }

    /// <summary>Null: every venue, and what has none.</summary>
    public IReadOnlyList<Guid>? VenueIds { get; private set; }

    /// <summary>Addresses and networks that it works from; null: from anywhere.</summary>
    public IReadOnlyList<string>? AllowedIps { get; private set; }
    public Guid CreatedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>A revoked token stays for its statistics and for what was recorded of it, and is shown no more.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
    public uint Version { get; private set; }
    public IReadOnlyList<TokenSecret> Secrets => secrets;

    public TokenTerms Terms => new(Name, Permission, VenueIds, AllowedIps, ExpiresAt);

    public static ApiToken Create(
        TenantId tenantId,
        Guid createdBy,
        TokenTerms terms,
        (string Prefix, byte[] Hash) issued,
        DateTimeOffset now
    )
    {
        var token = new ApiToken
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        token.Change(terms);
        token.Take(issued, now);

        return token;
    }

    public void Change(TokenTerms terms)
    {
        Name = terms.Name;
        Permission = terms.Permission;
        VenueIds = terms.VenueIds;
        AllowedIps = terms.AllowedIps;
        ExpiresAt = terms.ExpiresAt;
    }

    /// <summary>Every earlier secret ends with the overlap at the latest: an overlap of nothing leaves the new one alone.</summary>
    public void Rotate((string Prefix, byte[] Hash) issued, TimeSpan overlap, DateTimeOffset now)
    {
        foreach (var earlier in secrets)
        {
            earlier.EndBy(now + overlap);
        }

        Take(issued, now);
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    private void Take((string Prefix, byte[] Hash) issued, DateTimeOffset now)
    {
        Prefix = issued.Prefix;
        secrets.Add(TokenSecret.Create(this, issued.Prefix, issued.Hash, now));
    }
}

/// <summary>All that an admin decides about a token.</summary>
public sealed record TokenTerms(
    string Name,
    TokenPermission Permission,
    IReadOnlyList<Guid>? VenueIds,
    IReadOnlyList<string>? AllowedIps,
    DateTimeOffset? ExpiresAt
);
