using Crm.WebApi.Errors;
using Microsoft.Extensions.Primitives;

namespace Crm.WebApi.Conventions;

/// <summary>Refuses query parameters that the route does not know, repeated ones, and text that PostgreSQL cannot store.</summary>
internal sealed class QueryCheck(RequestDelegate next, KnownParameters parameters)
{
    private const int LongestName = 100;

    public Task InvokeAsync(HttpContext context)
    {
        if (
            !context.Request.QueryString.HasValue
            || context.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<ForeignCaller>() is not null
            || parameters.Of(endpoint) is not { } known
        )
        {
            return next(context);
        }

        var faults = context.Request.Query.SelectMany(given => Faults(given.Key, given.Value, known)).ToList();

        return faults.Count is 0 ? next(context) : ProblemWriter.WriteAsync(context, Problem.Invalid(faults));
    }

    private static IEnumerable<(string, string)> Faults(string name, StringValues values, IReadOnlySet<string> known)
    {
        if (!known.Contains(name))
        {
            yield return (Shown(name), MemberTexts.Say("parameter_unknown"));
        }
        else if (values.Count > 1)
        {
            yield return (name, MemberTexts.Say("parameter_repeated"));
        }
        else if (values.Any(value => value?.Contains('\0', StringComparison.Ordinal) is true))
        {
            yield return (name, MemberTexts.Say("text_nul"));
        }
    }

    private static string Shown(string name) => name.Length > LongestName ? name[..LongestName] : name;
}
