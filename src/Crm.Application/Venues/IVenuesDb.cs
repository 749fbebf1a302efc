using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

public interface IVenuesDb
{
    DbSet<Venue> Venues { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
