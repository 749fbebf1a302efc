using Crm.Domain.Publishing.Media;

namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>What a file is by its first bytes, whatever it was declared to be.</summary>
internal static class MediaSniffer
{
    /// <summary>So many bytes are enough.</summary>
    public const int Head = 16;

    /// <summary>Null for everything that is not taken.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? MediaTypes.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            ? MediaTypes.Png
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? MediaTypes.Gif
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? MediaTypes.WebP
        : head.Length >= 12 ? MovieType(head[4..8], head[8..12])
        : null;

    private static string? MovieType(ReadOnlySpan<byte> box, ReadOnlySpan<byte> brand) =>
        box.SequenceEqual("ftyp"u8)
            ? brand.SequenceEqual("qt  "u8)
                ? MediaTypes.QuickTime
                : IsStill(brand)
                    ? null
                    : MediaTypes.Mp4
            // Older cameras begin without saying which kind of file it is.
            : box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8)
                ? MediaTypes.QuickTime
                : null;

    // HEIC and AVIF are pictures in the same boxes, and no platform takes them.
    private static bool IsStill(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("hei"u8)
        || brand.StartsWith("hev"u8)
        || brand.StartsWith("mif"u8)
        || brand.StartsWith("msf"u8)
        || brand.StartsWith("avi"u8);
}
