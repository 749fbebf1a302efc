using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Renews a token pair. One attempt a call, no retry inside: the caller owns intent, lease and backoff.</summary>
public interface ITokenRefresher : IProvider
{
    Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken);
}

/// <summary>Lifetimes come from each answer, never from a constant; null means that the provider named no end.</summary>
public sealed record TokenPair(
    Secret AccessToken,
    Secret? RefreshToken,
    TimeSpan? AccessLifetime,
    TimeSpan? RefreshLifetime
);

/// <summary>What became of one attempt to renew.</summary>
public abstract record RefreshOutcome
{
    private RefreshOutcome() { }

    /// <summary>A new pair; the old refresh token may be dead already.</summary>
    public sealed record Renewed(TokenPair Tokens) : RefreshOutcome;

    /// <summary>The provider answered that this refresh token is no longer good: only a person can reconnect.</summary>
    public sealed record Refused(string Reason) : RefreshOutcome;

    /// <summary>The provider clearly did nothing (throttled, refused the connection, our app is misconfigured): try later.</summary>
    public sealed record Postponed(string Code, TimeSpan? RetryAfter) : RefreshOutcome;

    /// <summary>No answer: the pair may have been renewed without us learning the new one.</summary>
    public sealed record AnswerLost(string Code) : RefreshOutcome;
}
