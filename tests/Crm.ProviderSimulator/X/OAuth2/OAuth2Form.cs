using System.Text;
using Crm.ProviderSimulator.Control;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.X.OAuth2;

/// <summary>The form of a token or revoke call whose client is proven.</summary>
internal sealed class OAuth2Form(IReadOnlyDictionary<string, StringValues> values, XApp app)
{
    private const string Basic = "Basic ";

    public XApp App => app;

    public string? this[string name] =>
        values.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

    public static async Task<(OAuth2Form? Form, IResult? Refusal)> ReadAsync(
        HttpContext context,
        XApps apps,
        RateLimits limits,
        XProblems problems
    )
    {
        var request = context.Request;
        limits.Show(context, XCall.OAuth);
        if (!request.HasFormContentType || request.ContentType!.StartsWith("multipart", StringComparison.Ordinal))
        {
            return (null, problems.OAuth2(context, "invalid_request", "Content type is not supported.", "not a form"));
        }

        if (request.QueryString.HasValue)
        {
            return (null, Malformed("parameters in the query"));
        }

        var values = (await request.ReadFormAsync(context.RequestAborted)).ToDictionary(StringComparer.Ordinal);
        if (values.Any(pair => pair.Value.Count > 1))
        {
            return (null, Malformed("a parameter is given twice"));
        }

        if (values.ContainsKey("client_secret"))
        {
            return (null, Malformed("client_secret belongs into the Authorization header"));
        }

        var (app, reason) = Prove(
            apps,
            request.Headers.Authorization.ToString(),
            values.GetValueOrDefault("client_id")
        );
        if (app is null)
        {
            const string Description = "Missing valid authorization header";
            return (null, problems.OAuth2(context, "unauthorized_client", Description, reason));
        }

        return limits.Take(context, XCall.OAuth, app.ApiKey)
            ? (new(values, app), null)
            : (
                null,
                problems.Refuse(
                    context,
                    429,
                    "rate-limit-exceeded",
                    "Too Many Requests",
                    "Too Many Requests",
                    "more calls than the window allows"
                )
            );

        IResult Malformed(string why) =>
            problems.OAuth2(context, "invalid_request", "The request parameters are malformed.", why);
    }

    /// <summary>Confidential clients show their secret with Basic, public ones name themselves in the form.</summary>
    private static (XApp? App, string Reason) Prove(XApps apps, string header, string? clientId)
    {
        if (!header.StartsWith(Basic, StringComparison.Ordinal))
        {
            return apps.FindByClientId(clientId) switch
            {
                null => (null, "client_id is missing or unknown"),
                { ClientSecret: not null } => (null, "a confidential client without Basic"),
                var app => (app, ""),
            };
        }

        var bytes = new byte[header.Length];
        if (
            !Convert.TryFromBase64String(header[Basic.Length..], bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).Split(':') is not [var id, var secret]
        )
        {
            return (null, "the Basic header cannot be read");
        }

        var known = apps.FindByClientId(Uri.UnescapeDataString(id));
        return known?.ClientSecret is null ? (null, "unknown client, or a public one with Basic")
            : !SecretComparison.Same(Uri.UnescapeDataString(secret), known.ClientSecret) ? (null, "wrong client secret")
            : clientId is not null && clientId != known.ClientId ? (null, "client_id is not the one of Basic")
            : (known, "");
    }
}
