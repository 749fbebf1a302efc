using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

public interface ILeadsDb
{
    DbSet<Lead> Leads { get; }

    DbSet<Submission> Submissions { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
