using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>Stands for the provider at the other end: tokens live, are dead, or cannot be asked about.</summary>
public sealed class StubProvider : IProfileReader, ITokenRefresher
{
    private int asked;

    /// <summary>Null: the token lives; else the code the provider's answer is mapped to.</summary>
    public string? Refusal { get; set; }

    /// <summary>With the refusal of a profile: when to ask again.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Null: as <see cref="Refusal"/> says; else whether the refresh token lives.</summary>
    public bool? Renews { get; set; }

    /// <summary>The word with which every renewal is put off; null: none is.</summary>
    public string? PutsOff { get; set; }

    /// <summary>What happens while it is being asked.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public int Asked => asked;

    public ProviderDescriptor Descriptor { get; } = new("tiktok", [], "TikTok", [], [], "tiktok");

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref asked);
        await Meanwhile();

        return Refusal is { } code
            ? throw new ProviderException(code, "tiktok", reason: null, RetryAfter)
            : new ProviderProfile("open-id", null, null, null, null, null, null, null, null, null, null);
    }

    public Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken) =>
        Task.FromResult<RefreshOutcome>(
            PutsOff is { } word ? new RefreshOutcome.Postponed(word, RetryAfter: null)
            : Refusal is { } code && Renews is not true ? new RefreshOutcome.Refused(code)
            : new RefreshOutcome.Renewed(new TokenPair(new Secret("renewed"), refreshToken, null, null))
        );
}
