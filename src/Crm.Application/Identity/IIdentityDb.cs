using Crm.Domain.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity;

public interface IIdentityDb
{
    DbSet<RefreshFamily> RefreshFamilies { get; }

    DbSet<SecondFactor> SecondFactors { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
