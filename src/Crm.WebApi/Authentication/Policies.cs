using Crm.Domain.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace Crm.WebApi.Authentication;

/// <summary>Who may call a route. Each is a least role; a route without any is for whoever is signed in to a tenant.</summary>
internal static class Policies
{
    public const string SignedIn = "signed_in";
    public const string Viewer = "viewer";
    public const string Member = "member";
    public const string Admin = "admin";
    public const string Owner = "owner";
    public const string PlatformAdmin = "platform_admin";
    public const string ActiveSubscription = "active_subscription";

    public static void AddTo(AuthorizationOptions options)
    {
        options.AddPolicy(
            SignedIn,
            policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonRequirement())
        );
        options.AddPolicy(Viewer, policy => policy.RequireRole(Role.Viewer));
        options.AddPolicy(Member, policy => policy.RequireRole(Role.Member));
        options.AddPolicy(Admin, policy => policy.RequireRole(Role.Admin));
        options.AddPolicy(Owner, policy => policy.RequireRole(Role.Owner));
        options.AddPolicy(PlatformAdmin, policy => policy.AddRequirements(new PlatformAdminRequirement()));
        options.AddPolicy(ActiveSubscription, policy => policy.AddRequirements(new ActiveSubscriptionRequirement()));
        options.DefaultPolicy = options.GetPolicy(Viewer)!;
        options.FallbackPolicy = options.DefaultPolicy;
    }

    /// <summary>Refused with 403 <c>subscription_inactive</c> unless the tenant is trialing, active or past due.</summary>
    public static TBuilder RequireActiveSubscription<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.RequireAuthorization(ActiveSubscription);

    private static void RequireRole(this AuthorizationPolicyBuilder policy, Role least) =>
        policy.RequireAuthenticatedUser().AddRequirements(new RoleRequirement(least));
}
