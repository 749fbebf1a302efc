using Crm.Application.Common;

namespace Crm.Application.Integrations;

/// <summary>Keeps the trouble of one company at one platform from the others: so many calls at once, and a pause while all of them fail.</summary>
public interface IProviderGate
{
    /// <exception cref="ProviderException"><c>rate_limited_by_provider</c> or <c>provider_unavailable</c> without a call, while the pause lasts.</exception>
    /// <param name="accountId">Whose token the provider counts, where it counts by token; null: keys that are no account's yet.</param>
    Task<T> RunAsync<T>(string platform, Guid? accountId, Func<Task<T>> call, CancellationToken cancellationToken);
}
