using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal static class BusinessCodes
{
    public const int Unauthorized = 40001;
    public const int BadParameter = 40002;
    public const int NotFound = 40007;
    public const int Duplicate = 40050;
    public const int InvalidPartner = 40101;
    public const int TokenEmpty = 40104;
    public const int TokenInvalid = 40105;
    public const int AuthCodeWrong = 40110;
    public const int AdvertiserLoggedOut = 40114;
    public const int ScopeNotAuthorized = 40125;
    public const int TaskNotReady = 40201;
    public const int FileExpired = 40905;
}

/// <summary>The envelope and the checks every Marketing API call passes. HTTP is 200 on failure too; code decides.</summary>
internal sealed class BusinessGate(LeadGenState state, RefusalLog refusals, TimeProvider clock)
{
    public IResult Ok(object data) => Answer(0, "OK", data);

    public IResult Refuse(HttpContext context, int code, string reason)
    {
        refusals.Add(context, code.ToString(System.Globalization.CultureInfo.InvariantCulture), reason);
        return Answer(code, reason, new { });
    }

    /// <summary>The token of the Access-Token header; a bearer does not count.</summary>
    public (AdvertiserToken? Token, IResult? Refusal) Enter(HttpContext context, int scope, string? advertiserId)
    {
        var value = context.Request.Headers["Access-Token"].ToString();
        if (value.Length == 0)
        {
            return (
                null,
                Refuse(
                    context,
                    BusinessCodes.TokenEmpty,
                    "Access token is empty: it belongs into the header Access-Token"
                )
            );
        }

        return state.Token(value) is not { } token
                ? (null, Refuse(context, BusinessCodes.TokenInvalid, "Access token is incorrect or has been revoked."))
            : token.Revoked
                ? (
                    null,
                    Refuse(
                        context,
                        BusinessCodes.AdvertiserLoggedOut,
                        "The advertiser has cancelled the authorization."
                    )
                )
            : !token.Scopes.Contains(scope)
                ? (
                    null,
                    Refuse(
                        context,
                        BusinessCodes.ScopeNotAuthorized,
                        $"The token lacks the permission {BusinessScopes.All[scope]}."
                    )
                )
            : advertiserId is not null && !token.AdvertiserIds.Contains(advertiserId)
                ? (
                    null,
                    Refuse(context, BusinessCodes.Unauthorized, "The token has no permission for this advertiser.")
                )
            : (token, null);
    }

    public (BusinessApp? App, IResult? Refusal) App(HttpContext context, string? appId, string? secret) =>
        appId is null || secret is null
            ? (null, Refuse(context, BusinessCodes.BadParameter, "app_id or secret is missing"))
        : !state.Apps.TryGetValue(appId, out var app) || !SecretComparison.Same(secret, app.Secret)
            ? (null, Refuse(context, BusinessCodes.InvalidPartner, "app_id or secret is wrong"))
        : (app, null);

    /// <summary>The body as an object; anything but JSON is refused.</summary>
    public async Task<(JsonElement Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (default, Refuse(context, BusinessCodes.BadParameter, "the body is not application/json"));
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
            return body.ValueKind == JsonValueKind.Object
                ? (body, null)
                : (body, Refuse(context, BusinessCodes.BadParameter, "the body is not a JSON object"));
        }
        catch (JsonException)
        {
            return (default, Refuse(context, BusinessCodes.BadParameter, "the body is malformed JSON"));
        }
    }

    public static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    public static string? Text(HttpContext context, string name) =>
        context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    private IResult Answer(int code, string message, object data) =>
        Results.Json(
            new
            {
                Code = code,
                Message = message,
                RequestId = RandomText.LogId(clock),
                Data = data,
            },
            ControlJson.Provider
        );
}
