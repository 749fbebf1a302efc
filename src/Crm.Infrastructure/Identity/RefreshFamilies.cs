using Crm.Application.Identity;
using Crm.Domain.Identity;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

internal sealed class RefreshFamilies(CrmDbContext context, Sessions sessions, TimeProvider time) : IRefreshFamilies
{
    public async Task<(RefreshFamily Family, T Outcome)?> ChangeAsync<T>(
        Guid familyId,
        Func<RefreshFamily, T> change,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var family = await context
            .RefreshFamilies.FromSql($"select * from identity.refresh_family where id = {familyId} for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return null;
        }

        var stamp = await context
            .Set<Person>()
            .Where(person => person.Id == family.PersonId)
            .Select(person => person.SecurityStamp)
            .SingleAsync(cancellationToken);
        if (stamp != family.Stamp)
        {
            family.Revoke("superseded", time.GetUtcNow());
        }

        var outcome = change(family);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (family.RevokedAt is not null)
        {
            sessions.Forget(familyId);
        }

        return (family, outcome);
    }
}
