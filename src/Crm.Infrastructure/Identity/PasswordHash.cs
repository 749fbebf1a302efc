using System.Buffers.Binary;
using System.Security.Cryptography;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Identity;

/// <summary>
/// PBKDF2-SHA512 in the format of ASP.NET Core Identity (version 3): marker, function, rounds and salt length, salt, key.
/// The salt is given, so that one derivation can be compared with several hashes.
/// </summary>
internal sealed record PasswordHash(int Rounds, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Key)
{
    private const byte Version3 = 1;
    private const uint Sha512 = 2;
    private const int Header = 13;
    private const int KeySize = 32;

    public static PasswordHash Derive(Secret password, ReadOnlyMemory<byte> salt, int rounds) =>
        new(
            rounds,
            salt,
            Rfc2898DeriveBytes.Pbkdf2(password.Reveal(), salt.Span, rounds, HashAlgorithmName.SHA512, KeySize)
        );

    /// <summary>Null for what is no such hash.</summary>
    public static PasswordHash? Parse(string? text)
    {
        var bytes = Convert.FromBase64String(text ?? "");
        if (bytes.Length <= Header || bytes[0] != Version3 || Read(bytes, 1) != Sha512)
        {
            return null;
        }

        var saltSize = (int)Read(bytes, 9);

        return bytes.Length == Header + saltSize + KeySize
            ? new((int)Read(bytes, 5), bytes.AsMemory(Header, saltSize), bytes.AsMemory(Header + saltSize))
            : null;
    }

    public bool HasRecipeOf(PasswordHash other) => Rounds == other.Rounds && Salt.Span.SequenceEqual(other.Salt.Span);

    public bool HasKeyOf(PasswordHash other) => CryptographicOperations.FixedTimeEquals(Key.Span, other.Key.Span);

    public string Write()
    {
        var bytes = new byte[Header + Salt.Length + KeySize];
        bytes[0] = Version3;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), Sha512);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)Rounds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), (uint)Salt.Length);
        Salt.Span.CopyTo(bytes.AsSpan(Header));
        Key.Span.CopyTo(bytes.AsSpan(Header + Salt.Length));

        return Convert.ToBase64String(bytes);
    }

    public override string ToString() => "hash";

    private static uint Read(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
