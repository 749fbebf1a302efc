using System.Text.RegularExpressions;
using Crm.Domain.Common;
using Crm.WebApi.Conventions;
using Microsoft.AspNetCore.Diagnostics;

namespace Crm.WebApi.Errors;

/// <summary>What the framework refused to read or bind.</summary>
internal static partial class BadRequests
{
    public static Problem Describe(HttpContext context, BadHttpRequestException bad) =>
        bad.StatusCode is not StatusCodes.Status400BadRequest ? new(ProblemCatalog.CodeOf(bad.StatusCode))
        : Parameter().Match(bad.Message) is { Success: true } parameter ? Unbound(context, parameter)
        : new("malformed_request") { Values = [("reason", MemberTexts.Say("reason_incomplete"))] };

    private static Problem Unbound(HttpContext context, Match parameter)
    {
        var member = parameter.Groups["name"].Value;
        var isMissing = parameter.Groups["missing"].Success;
        var known = context.RequestServices.GetRequiredService<KnownParameters>();
        // The request has lost its own endpoint by the time its exception is handled.
        var name =
            context.Features.Get<IExceptionHandlerFeature>()?.Endpoint is { } endpoint
            && known.Of(endpoint) is { } parameters
                ? parameters.FirstOrDefault(query => IsSame(query, member)) ?? member
                : member;

        return Problem.Invalid(name, MemberTexts.Say(isMissing ? "parameter_required" : "parameter_value"));
    }

    // The code says maxCount where the address says max_count.
    private static bool IsSame(string query, string member) =>
        query.Replace("_", "", StringComparison.Ordinal).Equals(member, StringComparison.OrdinalIgnoreCase);

    // The framework says which parameter only in these words.
    [GeneratedRegex(
        """^(Failed to bind|(?<missing>Required)) parameter "[^"]* (?<name>\w+)" """,
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Parameter();
}
