using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>
/// What <c>X-Open-Signature</c> is computed over: the body with every character beyond ASCII written as <c>\uXXXX</c> in
/// lower-case hex, one for each UTF-16 unit (tiktok-leadgen §4). Escaped in place: whitespace and order of keys stay.
/// </summary>
internal static class EscapedForm
{
    // Two bytes of UTF-8 become six characters, four become twelve.
    private const int Growth = 3;

    public static bool IsNeeded(ReadOnlySpan<byte> body) => !Ascii.IsValid(body) && Utf8.IsValid(body);

    /// <returns>A rented buffer, which the caller returns, and how much of it counts.</returns>
    public static (byte[] Buffer, int Length) Rent(ReadOnlySpan<byte> body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(body.Length * Growth);
        var length = 0;
        while (body.Length > 0)
        {
            var plain = body.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            plain = plain < 0 ? body.Length : plain;
            body[..plain].CopyTo(buffer.AsSpan(length));
            length += plain;
            body = body[plain..];
            if (body.Length > 0)
            {
                Rune.DecodeFromUtf8(body, out var rune, out var consumed);
                length += Escape(rune, buffer.AsSpan(length));
                body = body[consumed..];
            }
        }

        return (buffer, length);
    }

    private static int Escape(Rune rune, Span<byte> target)
    {
        Span<char> units = stackalloc char[2];
        var count = rune.EncodeToUtf16(units);
        for (var index = 0; index < count; index++)
        {
            Utf8.TryWrite(target[(6 * index)..], $"\\u{(int)units[index]:x4}", out _);
        }

        return 6 * count;
    }
}
