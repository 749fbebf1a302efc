using System.Buffers;
using System.Globalization;
using System.Text;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary><c>TikTok-Signature: t=…,s=…</c>: HMAC-SHA256 over <c>t.body</c> (tiktok-login-kit §6).</summary>
internal static class TimestampedSignature
{
    public const string Header = "TikTok-Signature";

    /// <returns>When it was signed; null when no secret gives this signature.</returns>
    public static DateTimeOffset? Verify(HookSecrets secrets, ReadOnlySpan<byte> body, string header)
    {
        ReadOnlySpan<char> time = default;
        ReadOnlySpan<char> signature = default;
        foreach (var range in header.AsSpan().Split(','))
        {
            var part = header.AsSpan()[range].Trim();
            if (part.StartsWith("t="))
            {
                time = part[2..];
            }
            else if (part.StartsWith("s="))
            {
                signature = part[2..];
            }
        }

        if (
            time.Length > 12
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        )
        {
            return null;
        }

        return IsSigned(secrets, time, body, signature) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static bool IsSigned(
        HookSecrets secrets,
        ReadOnlySpan<char> time,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<char> signature
    )
    {
        var length = time.Length + 1 + body.Length;
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Encoding.ASCII.GetBytes(time, message);
            message[time.Length] = (byte)'.';
            body.CopyTo(message.AsSpan(time.Length + 1));

            return secrets.Verify(message.AsSpan(0, length), signature);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }
}
