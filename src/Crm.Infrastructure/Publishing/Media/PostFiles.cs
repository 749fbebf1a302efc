using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Media;

namespace Crm.Infrastructure.Publishing.Media;

internal sealed class PostFiles(IMediaStore store, IMediaLinks links, ITenantContext tenant) : IPostFiles
{
    public async Task<Stream> OpenAsync(Guid mediaId, CancellationToken cancellationToken) =>
        (await store.OpenAsync(tenant.TenantId, mediaId, cancellationToken))?.Bytes
        ?? throw new NotFoundException("Media");

    public async Task<Uri> AddressAsync(Guid mediaId, CancellationToken cancellationToken) =>
        await links.WriteAsync(tenant.TenantId, mediaId, cancellationToken);
}
