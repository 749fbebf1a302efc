using Crm.Application.Common;
using Crm.Application.Tenancy.Audit;
using Crm.Domain.Common;
using MediatR;

namespace Crm.WebApi.Authentication;

/// <summary>Writes what a platform administrator asks about a company into that company's own trail, before it is answered.</summary>
internal sealed class SupportAccess : IEndpointFilter
{
    private static readonly string[] Names = ["tenantId", "id"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        if (FindTenant(request) is { } tenantId)
        {
            var by = request.RequestServices.GetRequiredService<ICaller>().Actor;
            var route = (request.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            // In a scope of its own: an administrator's may already have another company's tenant.
            await using var scope = request.RequestServices.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenantId);
            await scope
                .ServiceProvider.GetRequiredService<IMediator>()
                .Send(
                    new RecordSupportAccess(by, request.Request.Method, "/" + route.Trim('/')),
                    request.RequestAborted
                );
        }

        return await next(context);
    }

    private static TenantId? FindTenant(HttpContext request) =>
        Names
            .Select(name => Guid.TryParse(request.GetRouteValue(name) as string, out var id) ? id : (Guid?)null)
            .FirstOrDefault(id => id is not null)
            is { } tenantId
            ? new TenantId(tenantId)
            : null;
}

internal static class SupportAccessRoutes
{
    /// <summary>For routes of the platform that name a company as <c>tenantId</c> or <c>id</c>.</summary>
    public static TBuilder RecordsSupportAccess<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.AddEndpointFilter<TBuilder, SupportAccess>();
}
