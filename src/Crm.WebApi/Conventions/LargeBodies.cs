using Crm.WebApi.Errors;
using Crm.WebApi.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.WebApi.Conventions;

/// <summary>Lets a route that says so take more than the usual mebibyte, but never as JSON, which is read whole.</summary>
internal sealed class LargeBodies(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<LargeBody>() is not { } large
            || JsonBodyCheck.IsJson(context.Request)
        )
        {
            return next(context);
        }

        if (context.Request.ContentLength > large.Most)
        {
            return ProblemWriter.WriteAsync(
                context,
                new Problem("payload_too_large") { Detail = MemberTexts.Say(large.Reason, large.Values) }
            );
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = large.Most;
        }

        return next(context);
    }
}

/// <summary>A route that takes bodies of up to so many bytes.</summary>
/// <param name="Reason">The key of what is said of a larger one.</param>
internal sealed record LargeBody(long Most, string Reason, params (string Name, object? Value)[] Values);
