using Crm.ProviderSimulator.Control;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.OAuth;

/// <summary>The form of a token call whose client is proven.</summary>
internal sealed class TokenForm(IReadOnlyDictionary<string, StringValues> values, OAuthClient client)
{
    public OAuthClient Client => client;

    public string? this[string name] => Value(values, name);

    public static async Task<(TokenForm? Form, IResult? Refusal)> ReadAsync(
        HttpContext context,
        Func<string, OAuthClient?> find,
        TokenRefusals refusals
    )
    {
        var contentType = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(contentType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return (null, refusals.InvalidRequest(context, "the body is not a form"));
        }

        if (context.Request.QueryString.HasValue)
        {
            return (null, refusals.InvalidRequest(context, "parameters stand in the query"));
        }

        var values = (await context.Request.ReadFormAsync(context.RequestAborted)).ToDictionary(StringComparer.Ordinal);
        if (values.Any(pair => pair.Value.Count > 1))
        {
            return (null, refusals.InvalidRequest(context, "a parameter is given twice"));
        }

        if (Value(values, "client_id") is not { } clientId)
        {
            return (null, refusals.InvalidRequest(context, "client_id is missing"));
        }

        return find(clientId) is not { } client
                ? (null, refusals.InvalidClient(context, "The OAuth client was not found.", "unknown client_id"))
            : !SecretComparison.Same(Value(values, "client_secret"), client.Secret)
                ? (
                    null,
                    refusals.InvalidClient(context, "Client authentication failed", "wrong or missing client_secret")
                )
            : (new(values, client), null);
    }

    private static string? Value(IReadOnlyDictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;
}
