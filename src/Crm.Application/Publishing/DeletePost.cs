using MediatR;

namespace Crm.Application.Publishing;

/// <summary>Cancels what nobody has seen yet, and forgets it.</summary>
public sealed record DeletePost(Guid PostId) : IRequest;

internal sealed class DeletePostHandler(IPublishingDb db) : AsyncRequestHandler<DeletePost>
{
    protected override async Task Handle(DeletePost request, CancellationToken cancellationToken)
    {
        var post = await db.GetPostAsync(request.PostId, cancellationToken);
        post.RequireUnsent();
        db.Posts.Remove(post);
        await db.SaveChangesAsync(cancellationToken);
    }
}
