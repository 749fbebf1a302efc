using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Infrastructure.Vault;

/// <summary>The keys of INTEGRATION_ENCRYPTION_KEY: the first wraps, all unwrap.</summary>
internal sealed class EncryptionKeys
{
    public const string Setting = "INTEGRATION_ENCRYPTION_KEY";

    private readonly Dictionary<string, byte[]> byFingerprint;

    private EncryptionKeys(List<byte[]> keys)
    {
        byFingerprint = keys.ToDictionary(Fingerprint, StringComparer.Ordinal);
        Current = keys[0];
        CurrentFingerprint = Fingerprint(keys[0]);
    }

    public byte[] Current { get; }

    public string CurrentFingerprint { get; }

    /// <param name="setting">32 bytes each, URL-safe base64, padding optional, comma separated.</param>
    public static EncryptionKeys Parse(string setting)
    {
        var keys = setting
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Decode)
            .DistinctBy(Fingerprint, StringComparer.Ordinal)
            .ToList();

        return keys.Count > 0 ? new(keys) : throw new StartupException($"{Setting} is empty. {Remedy}");
    }

    public byte[]? Find(string fingerprint) => byFingerprint.GetValueOrDefault(fingerprint);

    public override string ToString() => "•••";

    public const string Remedy =
        "Use 32 random bytes in URL-safe base64, for example from: openssl rand -base64 32 | tr '+/' '-_'.";

    private static byte[] Decode(string text)
    {
        var decoded = new byte[64];
        var isBase64Url = Base64Url.IsValid(text) && Base64Url.GetMaxDecodedLength(text.Length) <= decoded.Length;
        if (!isBase64Url)
        {
            throw new StartupException($"{Setting} is not URL-safe base64. {Remedy}");
        }

        var length = Base64Url.DecodeFromChars(text, decoded);

        return length == 32
            ? decoded[..32]
            : throw new StartupException($"{Setting} holds {length} bytes instead of 32. {Remedy}");
    }

    private static string Fingerprint(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("crm key fingerprint")).AsSpan(0, 8));
}
