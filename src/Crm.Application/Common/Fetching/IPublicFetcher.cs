namespace Crm.Application.Common.Fetching;

/// <summary>
/// Fetches addresses that customers supply. What they lead to is resolved here, checked, and connected to as it was checked, at
/// every redirect again: nothing inside our own networks is ever reached.
/// </summary>
public interface IPublicFetcher
{
    /// <param name="read">Gets the body while it arrives; its token ends when the fetch has taken too long.</param>
    /// <exception cref="Crm.Domain.Common.DomainException">
    /// <c>address_not_public</c> names what was refused, <c>fetch_failed</c> why nothing came.
    /// </exception>
    Task<T> GetAsync<T>(Uri url, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken);
}
