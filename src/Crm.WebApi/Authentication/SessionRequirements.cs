using Crm.Application.Tenancy.Contracts;
using Crm.Domain.ApiTokens;
using Crm.Domain.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

internal sealed record RoleRequirement(Role Least) : IAuthorizationRequirement;

/// <summary>A person, wherever signed in; no API token.</summary>
internal sealed record PersonRequirement : IAuthorizationRequirement;

internal sealed record PlatformAdminRequirement : IAuthorizationRequirement;

internal sealed record ActiveSubscriptionRequirement : IAuthorizationRequirement;

/// <summary>Decides by the session, not by the token: a role or subscription changed a moment ago counts.</summary>
internal sealed class SessionRequirementHandler(Caller caller, TimeProvider time) : IAuthorizationHandler
{
    public async Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.Requirements)
        {
            if (await IsMetAsync(requirement, context.Resource))
            {
                context.Succeed(requirement);
            }
        }
    }

    private async ValueTask<bool> IsMetAsync(IAuthorizationRequirement requirement, object? resource) =>
        caller.IsPerson ? IsMetByPerson(requirement)
        : caller.TokenPermission is not { } permission ? false
        : requirement is ActiveSubscriptionRequirement ? resource is HttpContext request && await IsPaidAsync(request)
        : IsMetByToken(requirement, permission, resource);

    /// <summary>Asked for only here: what it reads with is dear to make, and most routes need nothing of it.</summary>
    private static Task<bool> IsPaidAsync(HttpContext request) =>
        request.RequestServices.GetRequiredService<ITenantFacts>().HasActiveSubscriptionAsync(request.RequestAborted);

    private bool IsMetByPerson(IAuthorizationRequirement requirement) =>
        requirement switch
        {
            RoleRequirement role => caller.Session.Role >= role.Least,
            PersonRequirement => true,
            PlatformAdminRequirement => caller.Session.IsPlatformAdmin,
            ActiveSubscriptionRequirement => caller.Session.HasActiveSubscription(time.GetUtcNow()),
            _ => false,
        };

    private static bool IsMetByToken(
        IAuthorizationRequirement requirement,
        TokenPermission permission,
        object? resource
    ) =>
        requirement is RoleRequirement
        && resource is HttpContext request
        && request.GetEndpoint()?.Metadata.GetMetadata<TokenAccess>() is { } access
        && permission >= access.LeastFor(request.Request.Method);
}
