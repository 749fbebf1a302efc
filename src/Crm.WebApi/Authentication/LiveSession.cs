using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Infrastructure.Identity;

namespace Crm.WebApi.Authentication;

internal sealed class LiveSession(Caller user, ITenantContext tenant, Sessions sessions, TimeProvider time)
    : ILiveSession
{
    public async ValueTask<bool> IsAliveAsync()
    {
        Guid? tenantId = tenant.IsSet ? tenant.TenantId.Value : null;

        return await sessions.FindAsync(user.FamilyId, tenantId) is { } session
            && session.IsAlive(time.GetUtcNow())
            && session.IsSamePlace(user.Session);
    }
}
