using Crm.Domain.Common;

namespace Crm.Application.Publishing.Media;

/// <summary>Addresses that give one file to whoever has them, for a day at most.</summary>
public interface IMediaLinks
{
    ValueTask<Uri> WriteAsync(TenantId tenantId, Guid mediaId, CancellationToken cancellationToken);

    /// <summary>Null for what was not written here, was changed, or has expired.</summary>
    ValueTask<(TenantId TenantId, Guid MediaId)?> ReadAsync(string token, CancellationToken cancellationToken);
}
