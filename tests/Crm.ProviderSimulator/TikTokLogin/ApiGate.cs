using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>What every /v2 API call passes: bearer, rate limit, fields, scopes. Every answer carries error.code.</summary>
internal sealed class ApiGate(Grants grants, SettingsHolder settings, RefusalLog refusals, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    public (Grant? Grant, IResult? Refusal) Enter(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            return (null, InvalidToken(context, "no bearer token in the Authorization header"));
        }

        var (grant, reason) = grants.FindByAccess(header[Bearer.Length..]);
        if (grant is null)
        {
            return (null, InvalidToken(context, reason));
        }

        var path = context.Request.Path.Value!;
        return grant.Windows.Allows(path, clock.GetUtcNow(), settings.Current.RateLimitPerMinute)
            ? (grant, null)
            : (
                null,
                Refuse(
                    context,
                    429,
                    "rate_limit_exceeded",
                    "The API rate limit was exceeded.",
                    "too many calls in one minute"
                )
            );
    }

    /// <summary>The asked fields, or a refusal: one field without its scope fails the whole call.</summary>
    public (IReadOnlyList<string> Fields, IResult? Refusal) Fields(
        HttpContext context,
        Grant grant,
        Func<string, string?> scopeOf
    )
    {
        var text = context.Request.Query["fields"].ToString();
        if (text.Length == 0)
        {
            return ([], InvalidParams(context, "Fields is required", "fields is missing"));
        }

        var fields = text.Split(',');
        if (fields.FirstOrDefault(field => scopeOf(field) is null) is { } unknown)
        {
            return ([], InvalidParams(context, $"Invalid fields: {unknown}", "fields names one that does not exist"));
        }

        if (fields.Distinct(StringComparer.Ordinal).Count() != fields.Length)
        {
            return ([], InvalidParams(context, "Invalid fields", "fields names one twice"));
        }

        return fields.FirstOrDefault(field => !grant.Scopes.Contains(scopeOf(field))) is { } unscoped
            ? (
                [],
                Refuse(
                    context,
                    401,
                    "scope_not_authorized",
                    "The user did not authorize the scope required for completing this request.",
                    $"{unscoped} needs {scopeOf(unscoped)}"
                )
            )
            : (fields, null);
    }

    public IResult Ok(object data) => Answer(StatusCodes.Status200OK, data, "ok", "");

    public IResult InvalidParams(HttpContext context, string message, string reason) =>
        Refuse(context, 400, "invalid_params", message, reason);

    private IResult InvalidToken(HttpContext context, string reason) =>
        Refuse(
            context,
            401,
            "access_token_invalid",
            "The access token is invalid or not found in the request.",
            reason
        );

    private IResult Refuse(HttpContext context, int status, string code, string message, string reason)
    {
        refusals.Add(context, code, reason);
        return Answer(status, new { }, code, message);
    }

    private IResult Answer(int status, object data, string code, string message)
    {
        var error = new
        {
            Code = code,
            Message = message,
            LogId = RandomText.LogId(clock),
        };
        return Results.Json(new { Data = data, Error = error }, ControlJson.Provider, statusCode: status);
    }
}
