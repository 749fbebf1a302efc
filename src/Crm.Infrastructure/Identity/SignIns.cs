using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Identity;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Identity;

internal sealed class SignIns(CrmDbContext context, ISessionTokens tokens, ISignInOrigin origin, TimeProvider time)
    : ISignIns
{
    public async Task<SessionTokens> BeginAsync(Guid personId, Guid? tenantId, CancellationToken cancellationToken)
    {
        // As it was when the password was checked: if it is changed before this is saved, the sign-in is born dead.
        var person = await context.Set<Person>().FindAsync([personId], cancellationToken);
        var family = RefreshFamily.Begin(
            personId,
            tenantId,
            time.GetUtcNow(),
            person?.SecurityStamp,
            origin.Address,
            origin.Device
        );
        context.RefreshFamilies.Add(family);

        return await tokens.IssueAsync(family, cancellationToken);
    }
}
