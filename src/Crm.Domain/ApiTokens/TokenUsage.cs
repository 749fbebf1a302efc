using Crm.Domain.Common;

namespace Crm.Domain.ApiTokens;

/// <summary>The requests of one token on one day (UTC) that were alike.</summary>
public sealed class TokenUsage : ITenantOwned
{
    private TokenUsage() { }

    public TenantId TenantId { get; private set; }
    public Guid TokenId { get; private set; }
    public DateOnly Day { get; private set; }
    public string Method { get; private set; } = null!;

    /// <summary>The level that the route asks for.</summary>
    public TokenPermission Needed { get; private set; }

    /// <summary>The venue that the request named; empty when it named none.</summary>
    public Guid NamedVenueId { get; private set; }
    public short Status { get; private set; }
    public long Requests { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public string? LastAddress { get; private set; }
}
