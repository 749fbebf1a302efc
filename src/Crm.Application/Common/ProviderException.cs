namespace Crm.Application.Common;

/// <summary>A provider said no during a caller's request. <paramref name="code"/> is one of the provider codes of docs/problems.md.</summary>
/// <param name="code">For example <c>authentication_failed</c>.</param>
/// <param name="platform">The platform's key.</param>
/// <param name="reason">The provider's own words where they help, without personal data or secrets.</param>
/// <param name="retryAfter">How long to wait, where that is known.</param>
public sealed class ProviderException(string code, string platform, string? reason, TimeSpan? retryAfter)
    : Exception(code)
{
    public string Code { get; } = code;

    public string Platform { get; } = platform;

    public string? Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The request left and its answer was lost: what it asked for may have been done.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>The provider's own number of the refusal, where it has one.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>The provider's own name of the call, for its support and our log.</summary>
    public string? RequestId { get; init; }
}
