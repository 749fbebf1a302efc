using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Crm.Domain.Identity;

/// <summary>Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds.</summary>
public static class Totp
{
    public const int SecretSize = 20;
    public const int Digits = 6;
    public const int SecondsPerStep = 30;

    // A phone's clock is often half a minute off.
    private const int Tolerance = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that the code belongs to; null: a wrong code.</summary>
    public static long? FindStep(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var current = StepOf(now);
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (code == CodeOf(secret, step))
            {
                return step;
            }
        }

        return null;
    }

    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / SecondsPerStep;

    public static string CodeOf(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's own default, and the only one that every authenticator app knows; HMAC does not rest on collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;

        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 4648, without padding: how secrets are typed into authenticator apps.</summary>
    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        for (var at = 0; at < text.Length; at++)
        {
            var bit = at * 5;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[at] = Base32[(pair >> (11 - bit % 8)) & 31];
        }

        return new(text);
    }
}
