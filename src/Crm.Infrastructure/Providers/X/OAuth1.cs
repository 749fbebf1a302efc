using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.X;

/// <summary>Signs requests of a user's pasted keys (RFC 5849, HMAC-SHA1). Host and path are part of it: the base address must be the one that is asked.</summary>
internal static class OAuth1
{
    /// <param name="query">As it will be sent, not encoded; a JSON body has no part in the signature.</param>
    public static string Header(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>> query,
        PastedCredentials keys,
        DateTimeOffset now
    ) =>
        Header(
            method,
            address,
            query,
            keys,
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            now.ToUnixTimeSeconds()
        );

    internal static string Header(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>> query,
        PastedCredentials keys,
        string nonce,
        long timestamp
    )
    {
        var signed = new List<KeyValuePair<string, string>>
        {
            new("oauth_consumer_key", keys.Get(XProvider.ApiKey)),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", timestamp.ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", keys.Get(XProvider.AccessToken)),
            new("oauth_version", "1.0"),
        };
        var signature = Sign(method, address, [.. signed, .. query], keys);
        signed.Add(new("oauth_signature", signature));

        return "OAuth " + string.Join(", ", signed.Select(pair => $"{Encode(pair.Key)}=\"{Encode(pair.Value)}\""));
    }

    [SuppressMessage("Security", "CA5350", Justification = "OAuth 1.0a knows no other hash that X takes (x §3).")]
    private static string Sign(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>> parameters,
        PastedCredentials keys
    )
    {
        var sorted = parameters
            .Select(pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var text = string.Join(
            '&',
            method.Method,
            Encode(address.GetLeftPart(UriPartial.Path)),
            Encode(string.Join('&', sorted))
        );
        var key = $"{Encode(keys.Get(XProvider.ApiSecret))}&{Encode(keys.Get(XProvider.AccessSecret))}";

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text)));
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
