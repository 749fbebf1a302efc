using Crm.Application.Common;
using Crm.Domain.Publishing;
using FluentValidation;
using MediatR;

namespace Crm.Application.Publishing;

/// <summary>Stores what is to be published; a worker publishes it at its time, which may be now.</summary>
public sealed record CreatePost(PostWish Wish) : IRequest<PostDto>;

internal sealed class CreatePostValidator : AbstractValidator<CreatePost>
{
    public CreatePostValidator(IValidator<PostWish> wish) =>
        RuleFor(request => request.Wish).SetValidator(wish).OverridePropertyName("");
}

internal sealed class CreatePostHandler(
    IPublishingDb db,
    PostPlanner planner,
    ITenantContext tenant,
    ICaller caller,
    IWakeup wakeup,
    TimeProvider clock
) : IRequestHandler<CreatePost, PostDto>
{
    public async Task<PostDto> Handle(CreatePost request, CancellationToken cancellationToken)
    {
        var plan = await planner.ReadAsync(request.Wish, cancellationToken);
        plan.RequirePublishable();
        var post = Post.Create(tenant.TenantId, plan.Body, plan.Targets, plan.Time, caller.Actor.Id, clock.GetUtcNow());
        db.Posts.Add(post);
        await db.SavePostAsync(cancellationToken);
        wakeup.Signal(DuePosts.Topic);

        return PostDto.From(post) with
        {
            Warnings = plan.Warnings,
        };
    }
}
