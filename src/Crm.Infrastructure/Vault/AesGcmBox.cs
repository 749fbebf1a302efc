using System.Security.Cryptography;

namespace Crm.Infrastructure.Vault;

/// <summary>AES-256-GCM; a box is version (1 byte), nonce (12), ciphertext, tag (16).</summary>
internal static class AesGcmBox
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var box = new byte[Overhead + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(
            nonce,
            plain,
            box.AsSpan(1 + NonceSize, plain.Length),
            box.AsSpan(box.Length - TagSize),
            associated
        );

        return box;
    }

    /// <exception cref="CryptographicException">The key, the associated data or the box is another one.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        if (box.Length < Overhead || box[0] != Version)
        {
            throw new CryptographicException("Not a sealed value of a known version.");
        }

        var plain = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(
            box.Slice(1, NonceSize),
            box.Slice(1 + NonceSize, plain.Length),
            box[^TagSize..],
            plain,
            associated
        );

        return plain;
    }
}
