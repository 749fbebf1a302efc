using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Publishing;

/// <summary>A draft, or what waits for its time: at once.</summary>
public sealed record PublishPost(Guid PostId) : IRequest<PostDto>;

internal sealed class PublishPostHandler(IPublishingDb db, PostPlanner planner, IWakeup wakeup, TimeProvider clock)
    : IRequestHandler<PublishPost, PostDto>
{
    public async Task<PostDto> Handle(PublishPost request, CancellationToken cancellationToken)
    {
        var post = await db.GetPostAsync(request.PostId, cancellationToken);
        post.RequireUnsent();
        var now = new PostChange
        {
            PublishAt = new(Value: null),
            PublishLocal = new(Value: null),
            Draft = new(Value: false),
        };
        var plan = await planner.ReadAsync(now.On(post), cancellationToken, now.Keeps(post));
        plan.RequirePublishable();
        post.Change(plan.Body, plan.Targets, plan.Time, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        wakeup.Signal(DuePosts.Topic);

        return PostDto.From(post) with
        {
            Warnings = plan.Warnings,
        };
    }
}
