using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>X-Open-Signature: HMAC over the payload with every non-ASCII character written as \uXXXX, lower-case hex.</summary>
internal static class OpenSignature
{
    public const string Header = "X-Open-Signature";

    public static string Sign(string appSecret, string payload) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.ASCII.GetBytes(Escape(payload)))
        );

    // A letter beyond the first plane is two UTF-16 units here and so becomes the surrogate pair that TikTok signs.
    public static string Escape(string payload)
    {
        var escaped = new StringBuilder(payload.Length + 32);
        foreach (var unit in payload)
        {
            _ = char.IsAscii(unit)
                ? escaped.Append(unit)
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return escaped.ToString();
    }
}
