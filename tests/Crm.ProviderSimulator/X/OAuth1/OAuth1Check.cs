using System.Globalization;
using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>A request whose signature is right.</summary>
/// <param name="Parameters">All that were signed, but the signature.</param>
internal sealed record OAuth1Request(XApp App, string? Token, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public string? this[string name] => Parameters.FirstOrDefault(pair => pair.Key == name).Value;
}

/// <param name="Code">X's number of the error.</param>
internal sealed record OAuth1Failure(int Code, string Message, string Reason);

/// <param name="ApiKey">The app that the token was given to.</param>
internal sealed record TokenSecret(string ApiKey, string Value);

/// <summary>Signs the received request again and compares. Method, scheme, host, port, path and query are those that arrived.</summary>
internal sealed class OAuth1Check(XApps apps, Nonces nonces, TimeProvider clock)
{
    private const int MostSecondsOff = 300;

    private static readonly string[] Required =
    [
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_version",
    ];

    /// <param name="secretOf">The secret of a token; null when the call is made without one.</param>
    public async Task<(OAuth1Request? Request, OAuth1Failure? Failure)> VerifyAsync(
        HttpContext context,
        Func<string, TokenSecret?>? secretOf
    )
    {
        var header = OAuth1Parameters.OfHeader(context.Request.Headers.Authorization.ToString());
        if (header is null)
        {
            return (null, BadData("no OAuth header that can be read"));
        }

        if (HeaderProblem(header) is { } problem)
        {
            return (null, BadData(problem));
        }

        var values = header.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var sentAt = long.Parse(values["oauth_timestamp"], CultureInfo.InvariantCulture);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Math.Abs(now - sentAt) > MostSecondsOff)
        {
            return (null, new(135, "Timestamp out of bounds.", $"the timestamp is {now - sentAt} seconds behind"));
        }

        if (apps.Find(values["oauth_consumer_key"]) is not { } app)
        {
            return (null, NotAuthenticated("unknown consumer key"));
        }

        var (token, secret, failure) = FindSecret(app, values.GetValueOrDefault("oauth_token"), secretOf);
        if (failure is not null)
        {
            return (null, failure);
        }

        var parameters = await SignedAsync(context, header);
        var expected = OAuth1Signature.Make(
            context.Request.Method,
            Address(context),
            parameters,
            app.ApiSecret,
            secret
        );
        if (!SecretComparison.Same(values["oauth_signature"], expected))
        {
            return (null, NotAuthenticated($"wrong signature for {context.Request.Method} {Address(context)}"));
        }

        return nonces.TryUse(app.ApiKey, token, values["oauth_nonce"], sentAt)
            ? (new(app, token, parameters), null)
            : (null, NotAuthenticated("nonce and timestamp were used before"));
    }

    private static (string? Token, string Secret, OAuth1Failure? Failure) FindSecret(
        XApp app,
        string? token,
        Func<string, TokenSecret?>? secretOf
    )
    {
        if (secretOf is null)
        {
            return token is null ? (null, "", null) : (null, "", BadData("a token where none is due"));
        }

        return token is null ? (null, "", BadData("oauth_token is missing"))
            : secretOf(token) is not { } secret || secret.ApiKey != app.ApiKey
                ? (null, "", new(89, "Invalid or expired token.", "unknown or revoked token, or one of another app"))
            : (token, secret.Value, null);
    }

    private static string? HeaderProblem(IReadOnlyList<KeyValuePair<string, string>> header)
    {
        string? Value(string name) => header.FirstOrDefault(pair => pair.Key == name).Value;

        return header.Select(pair => pair.Key).Distinct(StringComparer.Ordinal).Count() != header.Count
                ? "a parameter stands twice in the header"
            : Required.FirstOrDefault(name => string.IsNullOrEmpty(Value(name))) is { } missing
                ? $"{missing} is missing"
            : Value("oauth_version") != "1.0" ? "oauth_version is not 1.0"
            : Value("oauth_signature_method") != "HMAC-SHA1" ? "oauth_signature_method is not HMAC-SHA1"
            : !Value("oauth_nonce")!.All(char.IsAscii) ? "oauth_nonce is not ASCII"
            : !long.TryParse(Value("oauth_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? "oauth_timestamp is not a number of seconds"
            : null;
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> SignedAsync(
        HttpContext context,
        IReadOnlyList<KeyValuePair<string, string>> header
    )
    {
        var query = OAuth1Parameters.OfForm(Target(context).Query);
        var form = OAuth1Parameters.OfForm(await FormBodyAsync(context.Request));
        // Clients repeat oauth_token in the form of access_token and sign it once.
        var repeated = header.ToHashSet();
        return
        [
            .. header.Where(pair => pair.Key is not ("oauth_signature" or "realm")),
            .. query.Concat(form).Where(pair => !repeated.Contains(pair)),
        ];
    }

    private static async Task<string> FormBodyAsync(HttpRequest request)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return text;
    }

    private static string Address(HttpContext context)
    {
        var request = context.Request;
        var host = request.Host.Value!.ToLowerInvariant();
        var usual = request.IsHttps ? ":443" : ":80";
        host = host.EndsWith(usual, StringComparison.Ordinal) ? host[..^usual.Length] : host;
        return $"{request.Scheme}://{host}{Target(context).Path}";
    }

    private static (string Path, string Query) Target(HttpContext context)
    {
        var parts = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return (parts[0], parts.ElementAtOrDefault(1) ?? "");
    }

    private static OAuth1Failure BadData(string reason) => new(215, "Bad Authentication data.", reason);

    private static OAuth1Failure NotAuthenticated(string reason) => new(32, "Could not authenticate you.", reason);
}
