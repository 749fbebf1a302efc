using Crm.Domain.Publishing.Media;
using MediatR;

namespace Crm.Application.Publishing.Media;

/// <summary>What was uploaded more than a week ago and no post refers to.</summary>
public sealed record DeleteUnusedMedia : IRequest;

internal sealed class DeleteUnusedMediaHandler(IMediaStore store, TimeProvider time)
    : AsyncRequestHandler<DeleteUnusedMedia>
{
    // A video is up to 512 rows.
    private const int AtOnce = 20;

    protected override async Task Handle(DeleteUnusedMedia request, CancellationToken cancellationToken)
    {
        var keptBefore = time.GetUtcNow() - MediaFile.KeptUnused;
        while (await store.DeleteUnusedAsync(keptBefore, AtOnce, cancellationToken) >= AtOnce)
        {
            // Each batch is a transaction of its own.
        }
    }
}
