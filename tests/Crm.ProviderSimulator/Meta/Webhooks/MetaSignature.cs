using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.Meta.Webhooks;

/// <summary>X-Hub-Signature-256 over the raw bytes, with the SHA-1 header of old beside it.</summary>
internal static class MetaSignature
{
    public const string Header = "X-Hub-Signature-256";
    public const string OldHeader = "X-Hub-Signature";
    public const string Right = "right";
    public const string Wrong = "wrong";
    public const string None = "none";
    public const string Sha1 = "sha1";

    public static readonly IReadOnlyList<string> Kinds = [Right, Wrong, None, Sha1];

    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public static IReadOnlyList<KeyValuePair<string, string>> Headers(string kind, string secret, byte[] body) =>
        kind switch
        {
            Right => [new(Header, Sign(secret, body)), new(OldHeader, SignOld(secret, body))],
            Wrong => [new(Header, Sign(secret + "-wrong", body)), new(OldHeader, SignOld(secret + "-wrong", body))],
            Sha1 => [new(OldHeader, SignOld(secret, body))],
            _ => [],
        };

#pragma warning disable CA5350 // Meta still sends it; a receiver that trusts it is at fault.
    private static string SignOld(string secret, byte[] body) =>
        "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));
#pragma warning restore CA5350
}
