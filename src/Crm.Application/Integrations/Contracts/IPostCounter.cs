namespace Crm.Application.Integrations.Contracts;

/// <summary>Tells how often posts were seen and answered.</summary>
public interface IPostCounter : IProvider
{
    /// <param name="externalIds">At most <see cref="MostAtOnce"/>.</param>
    /// <returns>By the provider's id; those that it no longer has are left out.</returns>
    Task<IReadOnlyDictionary<string, PostCounts>> CountAsync(
        AccountAccess access,
        IReadOnlyList<string> externalIds,
        CancellationToken cancellationToken
    );

    int MostAtOnce { get; }
}

/// <summary>What the provider does not tell is null.</summary>
public sealed record PostCounts(long? Views, long? Likes, long? Comments, long? Shares);
