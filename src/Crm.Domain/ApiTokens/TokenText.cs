using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using Crm.Domain.Common;

namespace Crm.Domain.ApiTokens;

/// <summary>
/// How a token is written: <c>crm_</c>, 8 characters by which it is found, <c>_</c>, 43 characters of secret, 6 characters of
/// checksum. Secret scanners recognise it, and one that was mistyped or cut off is told without asking anybody.
/// </summary>
public static class TokenText
{
    public const string Start = "crm_";

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 8;
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;
    private const int SecretAt = 4 + PrefixLength + 1;
    private const int ChecksumAt = SecretAt + SecretLength;
    private const int Length = ChecksumAt + ChecksumLength;

    private static readonly SearchValues<char> Digits = SearchValues.Create(Base62);

    /// <summary>A new one, whose secret is nowhere else.</summary>
    public static (Secret Token, string Prefix, byte[] Hash) Issue()
    {
        var prefix = RandomNumberGenerator.GetString(Base62, PrefixLength);
        var body = $"{Start}{prefix}_{RandomNumberGenerator.GetString(Base62, SecretLength)}";
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(body, checksum);
        var token = $"{body}{checksum}";
        var hash = new byte[SHA256.HashSizeInBytes];
        HashSecret(token, hash);

        return (new(token), prefix, hash);
    }

    /// <summary>Whether a token could read so: form and checksum are right.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> token)
    {
        if (token.Length != Length || !token.StartsWith(Start, StringComparison.Ordinal) || token[SecretAt - 1] != '_')
        {
            return false;
        }

        var prefix = token.Slice(Start.Length, PrefixLength);
        if (prefix.ContainsAnyExcept(Digits) || token[SecretAt..].ContainsAnyExcept(Digits))
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(token[..ChecksumAt], checksum);

        return token[ChecksumAt..].SequenceEqual(checksum);
    }

    /// <summary>The part of a well-formed token that is not secret.</summary>
    public static ReadOnlySpan<char> PrefixOf(ReadOnlySpan<char> token) => token.Slice(Start.Length, PrefixLength);

    /// <summary>SHA-256 suffices: 43 random characters cannot be guessed, however fast guesses are tried.</summary>
    public static void HashSecret(ReadOnlySpan<char> token, Span<byte> hash)
    {
        Span<byte> secret = stackalloc byte[SecretLength];
        for (var at = 0; at < SecretLength; at++)
        {
            secret[at] = (byte)token[SecretAt + at];
        }

        SHA256.HashData(secret, hash);
        CryptographicOperations.ZeroMemory(secret);
    }

    // CRC-32C: six digits of base 62 hold its 32 bits.
    private static void WriteChecksum(ReadOnlySpan<char> body, Span<char> checksum)
    {
        var sum = uint.MaxValue;
        foreach (var sign in body)
        {
            sum = BitOperations.Crc32C(sum, (byte)sign);
        }

        sum = ~sum;
        for (var at = ChecksumLength - 1; at >= 0; at--)
        {
            (sum, var digit) = Math.DivRem(sum, 62u);
            checksum[at] = Base62[(int)digit];
        }
    }
}
