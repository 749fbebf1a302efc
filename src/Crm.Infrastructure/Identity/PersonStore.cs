using Crm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Several may have typed the address; who has proven it comes first.</summary>
    public override Task<Person?> FindByEmailAsync(
        string normalizedEmail,
        CancellationToken cancellationToken = default
    ) =>
        Users
            .Where(person => person.NormalizedEmail == normalizedEmail)
            .OrderByDescending(person => person.EmailConfirmed)
            .ThenByDescending(person => person.Id)
            .FirstOrDefaultAsync(cancellationToken);
}

/// <summary>
/// In place of Identity's own, which asks for an address that nobody else has: here several may have typed it, and the
/// database sees to it that one at most has proven it (docs/adr/0012).
/// </summary>
internal sealed class PersonValidator : IUserValidator<Person>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user) =>
        Task.FromResult(IdentityResult.Success);
}
