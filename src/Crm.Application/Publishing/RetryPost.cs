using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Publishing;

/// <summary>Sends again what failed; what may be published already only when a person has confirmed that.</summary>
/// <param name="AccountId">Null: wherever it failed.</param>
/// <param name="Confirm">A person has looked, and wants it sent again although it may be there.</param>
public sealed record RetryPost(Guid PostId, Guid? AccountId, bool Confirm) : IRequest<PostDto>;

internal sealed class RetryPostHandler(IPublishingDb db, IWakeup wakeup, TimeProvider clock)
    : IRequestHandler<RetryPost, PostDto>
{
    public async Task<PostDto> Handle(RetryPost request, CancellationToken cancellationToken)
    {
        var post = await db.GetPostAsync(request.PostId, cancellationToken);
        post.Retry(request.Confirm, request.AccountId, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        wakeup.Signal(DuePosts.Topic);

        return PostDto.From(post);
    }
}
