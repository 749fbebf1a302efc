using System.Data.Common;
using Crm.Application.Common;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing;

internal static class PostQueries
{
    private const string ForeignKey = "23503";

    public static async Task<Post> GetPostAsync(
        this IPublishingDb db,
        Guid postId,
        CancellationToken cancellationToken
    ) =>
        await db
            .Posts.Include(post => post.Targets)
            .Include(post => post.MediaUses)
            .SingleOrDefaultAsync(post => post.Id == postId, cancellationToken)
        ?? throw new NotFoundException("Post");

    /// <exception cref="NotFoundException">A file that it shows was deleted in this very moment.</exception>
    public static async Task SavePostAsync(this IPublishingDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is DbException { SqlState: ForeignKey })
        {
            throw new NotFoundException("Media");
        }
    }
}
