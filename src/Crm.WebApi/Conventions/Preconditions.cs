using Crm.Application.Common;
using Crm.Infrastructure.Persistence;

namespace Crm.WebApi.Conventions;

/// <summary>
/// Hands <c>If-Match</c> to the row that a PATCH, PUT or DELETE is about: the one that the last id of the address names, or the
/// tenant's own where it names none.
/// </summary>
internal sealed class Preconditions(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, Precondition precondition, ITenantContext tenant)
    {
        var request = context.Request;
        var changes = request.Method is "PATCH" or "PUT" or "DELETE";
        if (
            changes
            && request.WantedVersions() is { } versions
            && (LastId(context) ?? (tenant.IsSet ? tenant.TenantId.Value : null)) is { } id
        )
        {
            precondition.Set(id, versions);
        }

        return next(context);
    }

    private static Guid? LastId(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)
            ?.RoutePattern.Parameters.Select(parameter => context.GetRouteValue(parameter.Name))
            .Select(value => Guid.TryParse(value?.ToString(), out var id) ? id : (Guid?)null)
            .LastOrDefault(id => id is not null);
}
