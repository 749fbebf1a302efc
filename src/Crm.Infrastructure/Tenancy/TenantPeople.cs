using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tenancy;

internal sealed class TenantPeople(CrmDbContext context, ITenantContext tenant, TimeProvider time) : ITenantPeople
{
    public async Task<IReadOnlyList<TenantPerson>> DescribeAsync(
        IReadOnlyCollection<Guid> personIds,
        CancellationToken cancellationToken
    )
    {
        Guid? tenantId = tenant.TenantId.Value;

        return await context
            .Set<Person>()
            .Where(person => personIds.Contains(person.Id))
            .Select(person => new TenantPerson(
                person.Id,
                person.FullName,
                person.Email!,
                context
                    .RefreshFamilies.Where(family => family.PersonId == person.Id && family.TenantId == tenantId)
                    .Max(family => (DateTimeOffset?)family.CreatedAt)
            ))
            .ToListAsync(cancellationToken);
    }

    public Task<bool> AnyHasAddressAsync(
        IReadOnlyCollection<Guid> personIds,
        EmailAddress email,
        CancellationToken cancellationToken
    )
    {
        var normalized = email.Normalized;

        return context
            .Set<Person>()
            .AnyAsync(
                person => personIds.Contains(person.Id) && person.NormalizedEmail == normalized,
                cancellationToken
            );
    }

    public Task<bool> HasSecondFactorAsync(Guid personId, CancellationToken cancellationToken) =>
        context.Set<Person>().AnyAsync(person => person.Id == personId && person.TwoFactorEnabled, cancellationToken);

    public async Task ConfirmEmailAsync(Guid personId, CancellationToken cancellationToken)
    {
        if (await context.Set<Person>().FindAsync([personId], cancellationToken) is { EmailConfirmed: false } person)
        {
            person.ConfirmEmail(time.GetUtcNow());
            await context.EndClaimsAsync(personId, person.NormalizedEmail!, cancellationToken);
        }
    }

    public async Task EndSignInsAsync(Guid personId, string reason, CancellationToken cancellationToken)
    {
        Guid? tenantId = tenant.TenantId.Value;
        var now = time.GetUtcNow();
        var families = await context
            .RefreshFamilies.Where(family =>
                family.PersonId == personId && family.TenantId == tenantId && family.RevokedAt == null
            )
            .ToListAsync(cancellationToken);
        families.ForEach(family => family.Revoke(reason, now));
    }
}
