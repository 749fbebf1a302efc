using Crm.Domain.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

internal sealed record RoleRequirement(Role Least) : IAuthorizationRequirement;

internal sealed record PlatformAdminRequirement : IAuthorizationRequirement;

internal sealed record ActiveSubscriptionRequirement : IAuthorizationRequirement;

/// <summary>Decides by the session, not by the token: a role or subscription changed a moment ago counts.</summary>
internal sealed class SessionRequirementHandler(CurrentUser user, TimeProvider time) : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (!user.IsSet)
        {
            return Task.CompletedTask;
        }

        foreach (var requirement in context.PendingRequirements.Where(IsMet).ToList())
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private bool IsMet(IAuthorizationRequirement requirement) =>
        requirement switch
        {
            RoleRequirement role => user.Session.Role >= role.Least,
            PlatformAdminRequirement => user.Session.IsPlatformAdmin,
            ActiveSubscriptionRequirement => user.Session.HasActiveSubscription(time.GetUtcNow()),
            _ => false,
        };
}
