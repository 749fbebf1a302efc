using Crm.Application.Common;
using Crm.Domain.Publishing;
using FluentValidation;
using MediatR;

namespace Crm.Application.Publishing;

/// <summary>Changes what nobody has seen yet. What is left out stays as it was.</summary>
public sealed record ChangePost(Guid PostId, PostChange Change) : IRequest<PostDto>;

public sealed record PostChange
{
    public Given<IReadOnlyList<Guid>?> AccountIds { get; init; }
    public Given<string?> Text { get; init; }
    public Given<IReadOnlyList<MediaWish>?> Media { get; init; }
    public Given<IReadOnlyDictionary<string, PlatformText>?> PerPlatform { get; init; }
    public Given<DateTimeOffset?> PublishAt { get; init; }
    public Given<LocalTimeWish?> PublishLocal { get; init; }
    public Given<bool> Draft { get; init; }

    /// <summary>The whole wish, with what the post has already.</summary>
    internal PostWish On(Post post)
    {
        var changesTime = PublishAt.IsGiven || PublishLocal.IsGiven;

        return new(
            AccountIds.Or([.. post.Targets.Select(target => target.AccountId)]),
            Text.Or(post.Body.Text),
            Media.Or([.. post.Body.Media.Select(media => new MediaWish(Url: null, media.MediaId, media.AltText))]),
            PerPlatform.Or(post.Body.PerPlatform),
            changesTime ? PublishAt.Or(present: null)
                : post.PublishLocal is null ? post.PublishAt
                : null,
            changesTime ? PublishLocal.Or(present: null)
                : post.PublishLocal is { } local ? new(LocalTimes.Write(local.Time), local.TimeZone)
                : null,
            Draft.Or(post.IsDraft)
        );
    }

    internal PostKept Keeps(Post post)
    {
        var isDraft = Draft.Or(post.IsDraft);
        // Nobody waits for a draft's time; what is no draft any more is planned anew.
        var isPlanned = PublishAt.IsGiven || PublishLocal.IsGiven || (post.IsDraft && !isDraft);

        return new(
            post,
            Accounts: !AccountIds.IsGiven,
            Texts: !PerPlatform.IsGiven,
            isPlanned ? null : new(post.PublishAt, post.PublishLocal, isDraft)
        );
    }
}

internal sealed class ChangePostHandler(
    IPublishingDb db,
    PostPlanner planner,
    IValidator<PostWish> validator,
    IWakeup wakeup,
    TimeProvider clock
) : IRequestHandler<ChangePost, PostDto>
{
    public async Task<PostDto> Handle(ChangePost request, CancellationToken cancellationToken)
    {
        var post = await db.GetPostAsync(request.PostId, cancellationToken);
        post.RequireUnsent();
        var wish = request.Change.On(post);
        await validator.ValidateAndThrowAsync(wish, cancellationToken);
        var plan = await planner.ReadAsync(wish, cancellationToken, request.Change.Keeps(post));
        plan.RequirePublishable();
        post.Change(plan.Body, plan.Targets, plan.Time, clock.GetUtcNow());
        await db.SavePostAsync(cancellationToken);
        wakeup.Signal(DuePosts.Topic);

        return PostDto.From(post) with
        {
            Warnings = plan.Warnings,
        };
    }
}
