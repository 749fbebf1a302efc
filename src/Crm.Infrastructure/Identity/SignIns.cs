using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Identity;

namespace Crm.Infrastructure.Identity;

internal sealed class SignIns(IIdentityDb db, ISessionTokens tokens, TimeProvider time) : ISignIns
{
    public async Task<SessionTokens> BeginAsync(Guid personId, Guid? tenantId, CancellationToken cancellationToken)
    {
        var family = RefreshFamily.Begin(personId, tenantId, time.GetUtcNow());
        db.RefreshFamilies.Add(family);

        return await tokens.IssueAsync(family, cancellationToken);
    }
}
