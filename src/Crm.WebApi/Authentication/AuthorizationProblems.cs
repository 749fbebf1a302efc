using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Crm.WebApi.Authentication;

/// <summary>Says that it is the subscription where only the subscription is in the way.</summary>
internal sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler standard = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        var failed = authorizeResult.AuthorizationFailure?.FailedRequirements.ToList() ?? [];
        var isLapsed = authorizeResult.Forbidden && failed is [ActiveSubscriptionRequirement];

        return isLapsed
            ? ProblemWriter.WriteAsync(context, "subscription_inactive")
            : standard.HandleAsync(next, context, policy, authorizeResult);
    }
}
