using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing;

public interface IPublishingDb
{
    DbSet<Post> Posts { get; }
    DbSet<PostTarget> PostTargets { get; }
    DbSet<PostAttempt> PostAttempts { get; }
    DbSet<PostCount> PostCounts { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Drops every row that was read and every change that was not saved.</summary>
    void Forget();
}
