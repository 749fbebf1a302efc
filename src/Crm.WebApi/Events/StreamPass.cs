using System.Globalization;
using System.Security.Claims;
using Crm.Application.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Identity;
using Crm.WebApi.Authentication;

namespace Crm.WebApi.Events;

/// <summary>Whether who opened a stream may still listen: the sign-in lives, the membership stands as it was, the token has not run out.</summary>
internal sealed class StreamPass(Sessions sessions, Caller user, ITenantContext tenant, TimeProvider time)
{
    /// <summary>What the listener may hear of, as of the last check.</summary>
    public VenueScope Venues { get; private set; } = new([]);

    public async Task<bool> IsValidAsync(ClaimsPrincipal caller)
    {
        var now = time.GetUtcNow();
        var session = await sessions.FindAsync(user.FamilyId, tenant.TenantId.Value);
        Venues = new(session is null ? [] : session.VenueIds);

        return now.ToUnixTimeSeconds() < ExpiresAt(caller)
            && session is not null
            && session.IsAlive(now)
            && session.Role >= Role.Viewer
            && session.IsSamePlace(user.Session);
    }

    private static long ExpiresAt(ClaimsPrincipal caller) =>
        long.Parse(caller.FindFirstValue("exp") ?? "0", CultureInfo.InvariantCulture);
}
