using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Crm.TestKit.Media;

/// <summary>Small real pictures, some written by an encoder and some here.</summary>
public static class SampleMedia
{
    /// <summary>37 by 21 pixels, as an encoder wrote it; likewise the next two.</summary>
    public static byte[] EncodedJpeg { get; } =
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAVACUDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAMF/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AkAWZoAAAAAAAAAD/2Q=="
        );

    public static byte[] LossyWebP { get; } =
        Convert.FromBase64String(
            "UklGRkAAAABXRUJQVlA4IDQAAADwAgCdASolABUAPxGGu1csKSYjpWgBgCIJZwAAKUNt8AD+4cN9tlolA//Qr1l99P3EaKAA"
        );

    public static byte[] LosslessWebP { get; } =
        Convert.FromBase64String("UklGRhwAAABXRUJQVlA4TBAAAAAvJAAFAAdQwChg/wMR0f8A");

    public static byte[] ExtendedWebP(int width, int height) =>
        [
            .. "RIFF"u8,
            .. Little(22),
            .. "WEBPVP8X"u8,
            .. Little(10),
            .. Little(0),
            .. Little(width - 1)[..3],
            .. Little(height - 1)[..3],
        ];

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, .. Little(width)[..2], .. Little(height)[..2], 0x00, 0, 0, 0x3B];

    /// <param name="shade">Of every pixel, so that two are two files.</param>
    public static byte[] Png(int width, int height, byte shade = 0)
    {
        var line = new byte[width + 1];
        Array.Fill(line, shade, 1, width);
        using var pixels = new MemoryStream();
        using (var compressed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                compressed.Write(line);
            }
        }

        return PngOf(width, height, pixels.ToArray());
    }

    /// <summary>Claims a size, without the pixels for it.</summary>
    public static byte[] PngOf(int width, int height, byte[] pixels) =>
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            .. "\n"u8,
            .. PngChunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]),
            .. PngChunk("IDAT", pixels),
            .. PngChunk("IEND", []),
        ];

    /// <param name="orientation">As a camera notes it; 5 to 8 lie on their side.</param>
    /// <param name="isLittleEndian">Cameras write either.</param>
    public static byte[] Jpeg(int width, int height, int? orientation = null, bool isLittleEndian = false) =>
        [
            0xFF,
            0xD8,
            .. orientation is { } turned ? Exif(turned, isLittleEndian) : [],
            .. Segment(0xC0, [8, .. Big(height)[2..], .. Big(width)[2..], 1, 1, 0x11, 0]),
            0xFF,
            0xD9,
        ];

    internal static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);

        return bytes;
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);

        return bytes;
    }

    private static byte[] Exif(int orientation, bool isLittle)
    {
        byte[] Number(int value) => isLittle ? Little(value)[..2] : Big(value)[2..];
        byte[] LongNumber(int value) => isLittle ? Little(value) : Big(value);

        return Segment(
            0xE1,
            [
                .. "Exif\0\0"u8,
                .. isLittle ? "II"u8 : "MM"u8,
                .. Number(42),
                .. LongNumber(8),
                .. Number(2),
                .. Number(0x010F),
                .. Number(2),
                .. LongNumber(4),
                .. "abc\0"u8,
                .. Number(0x0112),
                .. Number(3),
                .. LongNumber(1),
                .. Number(orientation),
                .. Number(0),
                .. LongNumber(0),
            ]
        );
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, .. Big(content.Length + 2)[2..], .. content];

    private static byte[] PngChunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];

        return [.. Big(content.Length), .. named, .. Big((int)Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
