using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.TikTokLogin;

internal static class Pkce
{
    public static bool Verifies(string verifier, string challenge, string platform) =>
        IsVerifier(verifier) && string.Equals(Challenge(verifier, platform), challenge, StringComparison.Ordinal);

    // TikTok's desktop kit wants hex where RFC 7636 wants base64url.
    public static string Challenge(string verifier, string platform)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));
        return platform == LoginClient.Desktop ? Convert.ToHexStringLower(hash) : Base64Url.EncodeToString(hash);
    }

    private static bool IsVerifier(string verifier) =>
        verifier.Length is >= 43 and <= 128
        && verifier.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~');
}
