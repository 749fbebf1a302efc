using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Publishing;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Reading;

/// <param name="Status">draft; or pending, publishing, published, failed or unknown: of at least one target.</param>
/// <param name="From">Made at or after.</param>
/// <param name="To">Made before.</param>
/// <param name="Planned">Published then, planned for then, or drafts with such a time.</param>
public sealed record ListPosts(
    string? Status,
    Guid? AccountId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    PlannedWithin Planned,
    string? Cursor,
    int Limit,
    bool IncludeTotal
) : IRequest<Page<PostDto>>
{
    internal const string Draft = "draft";
}

/// <param name="From">At or after; null: from the beginning.</param>
/// <param name="To">Before; null: without end.</param>
public sealed record PlannedWithin(DateTimeOffset? From, DateTimeOffset? To);

internal sealed class ListPostsValidator : AbstractValidator<ListPosts>
{
    public ListPostsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
        RuleFor(request => request.Status)
            .Must(status => status is null or ListPosts.Draft || PostStatus.Find(status) is not null)
            .WithErrorCode("post_status");
    }
}

internal sealed class ListPostsHandler(IPublishingDb db) : IRequestHandler<ListPosts, Page<PostDto>>
{
    public async Task<Page<PostDto>> Handle(ListPosts request, CancellationToken cancellationToken)
    {
        var posts = db.Posts.AsNoTracking();
        if (request.Status is { } word)
        {
            var status = PostStatus.Find(word);
            posts = status is null
                ? posts.Where(post => post.IsDraft)
                : posts.Where(post => !post.IsDraft && post.Targets.Any(target => target.Status == status));
        }

        if (request.AccountId is { } accountId)
        {
            posts = posts.Where(post => post.Targets.Any(target => target.AccountId == accountId));
        }

        posts = posts.Where(post =>
            (request.From == null || post.CreatedAt >= request.From)
            && (request.To == null || post.CreatedAt < request.To)
        );
        posts = Planned(posts, request.Planned);
        long? total = request.IncludeTotal ? await posts.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            posts = posts.Where(post => post.Id < last);
        }

        var rows = await posts
            .OrderByDescending(post => post.Id)
            .Take(request.Limit + 1)
            .Include(post => post.Targets)
            .ToListAsync(cancellationToken);

        return Page.Of([.. rows.Select(PostDto.From)], request.Limit, post => post.Id.ToString(), total);
    }

    /// <summary>As a calendar shows them: where people saw it, else where it is to be seen.</summary>
    private static IQueryable<Post> Planned(IQueryable<Post> posts, PlannedWithin within)
    {
        var (from, to) = within;
        if (from is null && to is null)
        {
            return posts;
        }

        return posts.Where(post =>
            post.Targets.Any(target =>
                (from == null || (target.PublishedAt ?? target.PlannedAt ?? post.PublishAt) >= from)
                && (to == null || (target.PublishedAt ?? target.PlannedAt ?? post.PublishAt) < to)
            )
        );
    }
}
