using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>HMAC-SHA1 signatures of RFC 5849, 3.4.</summary>
internal static class OAuth1Signature
{
    /// <param name="address">Scheme, host and path as they were received, without the query.</param>
    /// <param name="parameters">Decoded: of the query, of the header but the signature, of a form body.</param>
    public static string Make(
        string method,
        string address,
        IEnumerable<KeyValuePair<string, string>> parameters,
        string consumerSecret,
        string tokenSecret
    )
    {
        var encoded = parameters
            .Select(pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var text = $"{method}&{Encode(address)}&{Encode(string.Join('&', encoded))}";
        var key = $"{Encode(consumerSecret)}&{Encode(tokenSecret)}";
#pragma warning disable CA5350 // The protocol knows nothing newer.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
