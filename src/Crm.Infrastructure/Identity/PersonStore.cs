using Crm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Crm.Infrastructure.Identity;

/// <summary>Identity's own store over identity.person; the use case saves, together with what else it changed.</summary>
internal sealed class PersonStore : UserOnlyStore<Person, CrmDbContext, Guid>
{
    public PersonStore(CrmDbContext context, IdentityErrorDescriber describer)
        : base(context, describer)
    {
        AutoSaveChanges = false;
    }

    public override Task<Person?> FindByNameAsync(
        string normalizedUserName,
        CancellationToken cancellationToken = default
    ) => FindByEmailAsync(normalizedUserName, cancellationToken);
}
