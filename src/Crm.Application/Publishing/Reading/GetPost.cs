using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Reading;

/// <summary>With the story of each target.</summary>
public sealed record GetPost(Guid PostId) : IRequest<PostDto>;

internal sealed class GetPostHandler(IPublishingDb db) : IRequestHandler<GetPost, PostDto>
{
    private const int MostAttempts = 500;

    public async Task<PostDto> Handle(GetPost request, CancellationToken cancellationToken)
    {
        var post =
            await db
                .Posts.AsNoTracking()
                .Include(found => found.Targets)
                .SingleOrDefaultAsync(found => found.Id == request.PostId, cancellationToken)
            ?? throw new NotFoundException("Post");
        var attempts = (
            await db
                .PostAttempts.AsNoTracking()
                .Where(attempt => attempt.PostId == post.Id)
                .OrderByDescending(attempt => attempt.Id)
                .Take(MostAttempts)
                .ToListAsync(cancellationToken)
        )
            .AsEnumerable()
            .Reverse()
            .ToLookup(attempt => attempt.AccountId, AttemptDto.From);
        var counts = (
            await db
                .PostCounts.AsNoTracking()
                .Where(count => count.PostId == post.Id)
                .OrderBy(count => count.Day)
                .ToListAsync(cancellationToken)
        ).ToLookup(
            count => count.AccountId,
            count => new CountDto(count.Day, count.Views, count.Likes, count.Comments, count.Shares)
        );
        var answer = PostDto.From(post);

        return answer with
        {
            Targets =
            [
                .. answer.Targets.Select(target =>
                    target with
                    {
                        Story = [.. attempts[target.AccountId]],
                        Counts = [.. counts[target.AccountId]],
                    }
                ),
            ],
        };
    }
}
