using Crm.Domain.Identity;

namespace Crm.Application.Identity;

/// <summary>Changes a family while its row is locked, so that two servers answer the same token the same way.</summary>
public interface IRefreshFamilies
{
    /// <returns>The family as it was stored, and what <paramref name="change"/> said; null when there is no such family.</returns>
    Task<(RefreshFamily Family, T Outcome)?> ChangeAsync<T>(
        Guid familyId,
        Func<RefreshFamily, T> change,
        CancellationToken cancellationToken
    );
}
