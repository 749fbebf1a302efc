using Crm.Domain.Common;
using Crm.Domain.Publishing.Media;

namespace Crm.Application.Publishing.Media;

/// <summary>The bytes, and what has to happen to them and their row in one statement.</summary>
public interface IMediaStore
{
    /// <summary>Stores the bytes, or finds that the tenant has them already and keeps those for longer.</summary>
    /// <returns>The id that they have, now or since then.</returns>
    Task<Guid> KeepAsync(MediaFile media, Stream bytes, CancellationToken cancellationToken);

    /// <summary>Null when the tenant has no such media.</summary>
    Task<MediaContent?> OpenAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken);

    Task<bool> IsUsedAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken);

    /// <returns>How many were deleted; fewer than <paramref name="most"/> when none is left.</returns>
    Task<int> DeleteUnusedAsync(DateTimeOffset keptBefore, int most, CancellationToken cancellationToken);
}

/// <param name="Bytes">Can be read from any place; read piece by piece, as they are asked for.</param>
public sealed record MediaContent(Guid Id, string Type, byte[] Sha256, DateTimeOffset CreatedAt, Stream Bytes)
    : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}
