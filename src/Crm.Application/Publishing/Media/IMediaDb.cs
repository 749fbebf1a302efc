using Crm.Domain.Publishing.Media;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

public interface IMediaDb
{
    DbSet<MediaFile> MediaFiles { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
