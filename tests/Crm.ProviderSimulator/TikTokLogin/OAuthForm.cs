using Crm.ProviderSimulator.Control;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>The form of a token or revoke call whose client is proven.</summary>
internal sealed class OAuthForm(IReadOnlyDictionary<string, StringValues> values)
{
    private static readonly LoginClient Nobody = new("", "", "", [], 0, 0, null);

    public string? this[string name] =>
        values.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

    public static async Task<(OAuthForm Form, LoginClient Client, IResult? Refusal)> ReadAsync(
        HttpContext context,
        LoginClients clients,
        OAuthErrors errors
    )
    {
        var request = context.Request;
        var contentType = request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(contentType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(
                "invalid_request",
                "Only `application/x-www-form-urlencoded` is accepted as Content-Type.",
                "not a form"
            );
        }

        if (request.QueryString.HasValue)
        {
            return Refused("invalid_request", "The request parameters are malformed.", "parameters in the query");
        }

        var values = (await request.ReadFormAsync(context.RequestAborted)).ToDictionary(StringComparer.Ordinal);
        var form = new OAuthForm(values);
        if (values.Any(pair => pair.Value.Count > 1))
        {
            return Refused("invalid_request", "The request parameters are malformed.", "a parameter is given twice");
        }

        if (values.ContainsKey("client_id") || form["client_key"] is not { } key)
        {
            return Refused("invalid_request", "Client key is missing.", "client_key is missing or called client_id");
        }

        return clients.Find(key) is not { } client
                ? Refused("invalid_client", "Client key or secret is incorrect.", "unknown client_key")
            : !SecretComparison.Same(form["client_secret"], client.Secret)
                ? Refused("invalid_client", "Client key or secret is incorrect.", "wrong or missing client_secret")
            : (form, client, null);

        (OAuthForm, LoginClient, IResult?) Refused(string error, string description, string reason) =>
            (new(new Dictionary<string, StringValues>()), Nobody, errors.Refuse(context, error, description, reason));
    }
}

/// <summary>The flat errors of the OAuth paths.</summary>
internal sealed class OAuthErrors(RefusalLog refusals, SettingsHolder settings, TimeProvider clock)
{
    public IResult Refuse(HttpContext context, string error, string description, string reason)
    {
        refusals.Add(context, error, reason);
        var status =
            settings.Current.TokenErrorsWithHttp200 ? StatusCodes.Status200OK
            : error == "invalid_client" ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status400BadRequest;
        return Results.Json(
            new
            {
                Error = error,
                ErrorDescription = description,
                LogId = RandomText.LogId(clock),
            },
            ControlJson.Provider,
            statusCode: status
        );
    }
}
