using Crm.Application.Common;

namespace Crm.WebApi.Conventions;

/// <summary>
/// ETag and If-None-Match of every resource, put on once. A list has none and is written whole. An endpoint that has set the ETag
/// itself knows better.
/// </summary>
internal sealed class VersionedAnswers : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        // The methods' union types wrap the result that was chosen.
        var result = answer is INestedHttpResult nested ? nested.Result : answer;
        if (result is not IValueHttpResult { Value: { } value } || http.Response.Headers.ETag.Count > 0)
        {
            return answer;
        }

        if (HttpMethods.IsGet(http.Request.Method))
        {
            return result is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } ? answer
                : value is IPage page ? new WholePage(page)
                : http.Versioned(value, http.VersionOf(value, RowVersion(value)));
        }

        if (value is IVersionedAnswer)
        {
            http.Response.Headers.ETag = $"\"{http.VersionOf(value, RowVersion(value))}\"";
        }

        return answer;
    }

    private static uint RowVersion(object value) => value is IVersionedAnswer versioned ? versioned.Version : 0;
}
