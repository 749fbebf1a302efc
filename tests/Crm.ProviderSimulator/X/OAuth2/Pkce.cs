using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.X.OAuth2;

/// <summary>RFC 7636.</summary>
internal static class Pkce
{
    public const string S256 = "S256";
    public const string Plain = "plain";

    private const int HashLetters = 43;

    public static bool IsChallenge(string challenge, string method) =>
        IsVerifier(challenge) && (method != S256 || challenge.Length == HashLetters);

    public static bool Verifies(string verifier, string challenge, string method) =>
        IsVerifier(verifier)
        && challenge
            == (
                method == S256 ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier
            );

    private static bool IsVerifier(string text) =>
        text.Length is >= HashLetters and <= 128
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~');
}
