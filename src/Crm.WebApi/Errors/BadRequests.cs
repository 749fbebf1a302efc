namespace Crm.WebApi.Errors;

/// <summary>What the framework refused to bind.</summary>
internal static class BadRequests
{
    public static Problem Describe(HttpContext context, BadHttpRequestException bad) =>
        new(ProblemCatalog.CodeOf(bad.StatusCode));
}
