namespace Crm.WebApi.Errors;

/// <summary>The status of every problem code; titles and details are in Texts/*.json, meanings and remedies in docs/problems.md.</summary>
internal static class ProblemCatalog
{
    public static readonly IReadOnlyDictionary<string, int> Statuses = new Dictionary<string, int>(
        StringComparer.Ordinal
    )
    {
        ["validation_failed"] = 400,
        ["malformed_request"] = 400,
        ["invalid_credentials"] = 400,
        ["unauthorized"] = 401,
        ["forbidden"] = 403,
        ["not_found"] = 404,
        ["method_not_allowed"] = 405,
        ["payload_too_large"] = 413,
        ["unsupported_media_type"] = 415,
        ["internal_error"] = 500,
        ["unavailable"] = 503,
    };
}
