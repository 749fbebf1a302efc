using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.ProviderSimulator.X;
using Crm.ProviderSimulator.X.OAuth1;

namespace Crm.ProviderSimulator.Tests.X;

internal sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers)
{
    public JsonElement Data => Body.GetProperty("data");

    public string? Type => Text("type")?.Split('/')[^1];

    public string? Text(string name) => Body.TryGetProperty(name, out var value) ? value.ToString() : null;
}

/// <summary>Signs calls with OAuth 1.0a as the demo user, or as a test wants it wrong.</summary>
internal sealed class SignedClient(SimulatorHost host)
{
    private int lastNonce;

    public string ApiSecret { get; init; } = "x_api_secret_demo";

    public string? Token { get; init; } = UserTokens.DemoToken;

    public string TokenSecret { get; init; } = UserTokens.DemoSecret;

    /// <param name="change">Changes what is signed and sent.</param>
    /// <param name="form">A form body; its parameters are signed.</param>
    /// <param name="extra">More that is signed, as if it were part of the request.</param>
    /// <param name="address">What is signed instead of the address that is called.</param>
    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        object? json = null,
        Action<IDictionary<string, string>>? change = null,
        string? form = null,
        string? extra = null,
        string? address = null,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content ?? (json is null ? null : JsonContent.Create(json));
        if (form is not null)
        {
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        }

        var parts = path.Split('?', 2);
        string[] signed = [parts.ElementAtOrDefault(1) ?? "", form ?? "", extra ?? ""];
        var values = Header(method, address ?? new Uri(host.Http.BaseAddress!, parts[0]).AbsoluteUri, signed);
        change?.Invoke(values);
        var pairs = values.Select(pair => $"{pair.Key}=\"{Uri.EscapeDataString(pair.Value)}\"");
        request.Headers.TryAddWithoutValidation("Authorization", $"OAuth {string.Join(", ", pairs)}");
        using var response = await host.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson =
            response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        return new(
            (int)response.StatusCode,
            isJson ? JsonElement.Parse(text) : JsonSerializer.SerializeToElement(text),
            response.Headers
        );
    }

    public Task<Answer> PostAsync(string text) => PostAsync(new { text });

    public Task<Answer> PostAsync(object body) => SendAsync(HttpMethod.Post, "/2/tweets", body);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    private Dictionary<string, string> Header(HttpMethod method, string address, string[] signed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = XApps.DemoKey,
            ["oauth_nonce"] = $"nonce-{++lastNonce}",
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_version"] = "1.0",
        };
        if (Token is not null)
        {
            values["oauth_token"] = Token;
        }

        var parameters = signed.SelectMany(OAuth1Parameters.OfForm).Concat(values);
        values["oauth_signature"] = OAuth1Signature.Make(method.Method, address, parameters, ApiSecret, TokenSecret);
        return values;
    }
}
