using Crm.Domain.Common;

namespace Crm.Infrastructure.TokenRefresh;

internal abstract record AttemptResult
{
    private AttemptResult() { }

    /// <summary>Committed before it is handed out.</summary>
    public sealed record Renewed(Secret AccessToken) : AttemptResult;

    /// <summary>Only a person can reconnect.</summary>
    public sealed record Refused : AttemptResult;

    public sealed record Later(string Code, TimeSpan? RetryAfter) : AttemptResult;

    /// <summary>Somebody else replaced or removed the pair meanwhile.</summary>
    public sealed record Superseded : AttemptResult;
}
