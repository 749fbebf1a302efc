using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tenancy;

internal sealed class Administrators(CrmDbContext context) : IAdministrators
{
    private static readonly Role[] Wanted = [Role.Admin, Role.Owner];

    public async Task<IReadOnlyList<AdministratorDto>> ListAsync(CancellationToken cancellationToken)
    {
        var people = await context
            .Memberships.Where(member => Wanted.Contains(member.Role))
            .Join(
                context.Set<Person>(),
                member => member.PersonId,
                person => person.Id,
                (_, person) =>
                    new
                    {
                        person.Email,
                        person.FullName,
                        person.Locale,
                        person.EmailConfirmed,
                    }
            )
            .ToListAsync(cancellationToken);
        var isProven = people.Exists(person => person.EmailConfirmed);

        return
        [
            .. people
                .Where(person => person.EmailConfirmed == isProven)
                .Select(person => new AdministratorDto(
                    EmailAddress.Parse(person.Email)!,
                    person.FullName,
                    person.Locale
                )),
        ];
    }
}
