using Crm.Application.Common;
using Crm.Infrastructure.Persistence;

namespace Crm.WebApi.Conventions;

/// <summary>
/// Hands <c>If-Match</c> to the row that a PATCH, PUT or DELETE, or a route that says so, is about: the one that the last id of the address names, or the
/// tenant's own where it names none.
/// </summary>
internal sealed class Preconditions(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HonoursIfMatch(context) && request.WantedVersions() is { } versions)
        {
            var tenant = context.RequestServices.GetRequiredService<ITenantContext>();
            var resource = LastId(context) ?? (tenant.IsSet ? tenant.TenantId.Value : Guid.Empty);
            context.RequestServices.GetRequiredService<Precondition>().Set(resource, versions);
        }

        return next(context);
    }

    private static bool HonoursIfMatch(HttpContext context) =>
        context.Request.Method is "PATCH" or "PUT" or "DELETE"
        || context.GetEndpoint()?.Metadata.GetMetadata<SeenVersion>() is not null;

    private static Guid? LastId(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)
            ?.RoutePattern.Parameters.Select(parameter => context.GetRouteValue(parameter.Name))
            .Select(value => Guid.TryParse(value?.ToString(), out var id) ? id : (Guid?)null)
            .LastOrDefault(id => id is not null);
}

/// <summary>Of a route that does something with what its caller has seen.</summary>
internal sealed class SeenVersion;

internal static class SeenVersionRoutes
{
    /// <summary><c>If-Match</c> counts here too.</summary>
    public static RouteHandlerBuilder OfSeenVersion(this RouteHandlerBuilder route) =>
        route.WithMetadata(new SeenVersion());
}
