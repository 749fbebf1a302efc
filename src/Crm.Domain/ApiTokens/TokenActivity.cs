using Crm.Domain.Common;

namespace Crm.Domain.ApiTokens;

/// <summary>When a token was used last. Beside it, so that being used is no change of the token.</summary>
public sealed class TokenActivity : ITenantOwned
{
    private TokenActivity() { }

    public TenantId TenantId { get; private set; }
    public Guid TokenId { get; private set; }
    public DateTimeOffset LastUsedAt { get; private set; }
    public string? LastUsedIp { get; private set; }
    public long RequestCount { get; private set; }
}
