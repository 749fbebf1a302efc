using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>Venues as requests name them: by id or by the customer's own external id.</summary>
public interface IVenueReferences
{
    /// <returns>The venue's id.</returns>
    /// <exception cref="DomainException">
    /// <c>forbidden</c>: the tenant has no such venue, or the caller is limited to others. The two are not told apart.
    /// </exception>
    ValueTask<Guid> ResolveAsync(string idOrExternalId, CancellationToken cancellationToken);

    /// <summary>In one look, each venue once however often it is named.</summary>
    /// <exception cref="DomainException"><c>forbidden</c>, as of a single one, because of any of them.</exception>
    ValueTask<IReadOnlyList<Guid>> ResolveAllAsync(
        IReadOnlyCollection<string> idsOrExternalIds,
        CancellationToken cancellationToken
    );
}
