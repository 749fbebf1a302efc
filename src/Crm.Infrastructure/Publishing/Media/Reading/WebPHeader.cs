namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>The three forms of a WebP file: lossy, lossless, and extended, whose canvas is what is shown.</summary>
internal static class WebPHeader
{
    public static Extent Read(ByteSource source)
    {
        source.Skip(12);
        if (!source.Is("VP8"u8))
        {
            return Extent.Unknown;
        }

        var form = source.Byte();
        source.Skip(4);

        return form switch
        {
            (byte)' ' => Lossy(source),
            (byte)'L' => Lossless(source),
            (byte)'X' => Extended(source),
            _ => Extent.Unknown,
        };
    }

    private static Extent Lossy(ByteSource source)
    {
        source.Skip(3);

        return source.Is([0x9D, 0x01, 0x2A])
            ? new(source.LittleEndian16() & 0x3FFF, source.LittleEndian16() & 0x3FFF)
            : Extent.Unknown;
    }

    private static Extent Lossless(ByteSource source)
    {
        if (source.Byte() is not 0x2F)
        {
            return Extent.Unknown;
        }

        var bits = source.LittleEndian32();

        return new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static Extent Extended(ByteSource source)
    {
        source.Skip(4);

        return new(source.LittleEndian24() + 1, source.LittleEndian24() + 1);
    }
}
