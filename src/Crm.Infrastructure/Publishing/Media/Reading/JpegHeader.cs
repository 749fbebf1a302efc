namespace Crm.Infrastructure.Publishing.Media.Reading;

/// <summary>Goes from segment to segment until the one that holds the size. A camera notes beside it how the picture is to be turned.</summary>
internal static class JpegHeader
{
    private const int MostSegments = 10_000;
    private const int Orientation = 0x0112;

    public static Extent Read(ByteSource source)
    {
        source.Skip(2);
        var isTurned = false;
        for (var count = 0; count < MostSegments; count++)
        {
            var marker = Marker(source);
            // The pixels begin, or the picture ends, and the size has not been told.
            if (marker is 0xDA or 0xD9)
            {
                return Extent.Unknown;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            var end = source.Position + Math.Max(2, source.BigEndian16());
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                source.Skip(1);
                var (height, width) = (source.BigEndian16(), source.BigEndian16());

                return isTurned ? new(height, width) : new(width, height);
            }

            isTurned |= marker is 0xE1 && end - source.Position > 14 && IsTurned(source, end);
            source.Position = end;
        }

        return Extent.Unknown;
    }

    private static int Marker(ByteSource source)
    {
        while (source.Byte() is not 0xFF) { }

        int marker;
        do
        {
            marker = source.Byte();
        } while (marker is 0xFF);

        return marker;
    }

    private static bool IsTurned(ByteSource source, long end)
    {
        if (!source.Is("Exif\0\0"u8))
        {
            return false;
        }

        var start = source.Position;
        var isLittle = source.BigEndian16() is 0x4949;
        source.Skip(2);
        var directory = start + (isLittle ? source.LittleEndian32() : source.BigEndian32());
        if (directory + 2 > end)
        {
            return false;
        }

        source.Position = directory;
        for (var left = Number(); left > 0 && source.Position + 12 <= end; left--)
        {
            var tag = Number();
            source.Skip(6);
            var value = Number();
            source.Skip(2);
            if (tag is Orientation)
            {
                return value is >= 5 and <= 8;
            }
        }

        return false;

        int Number() => isLittle ? source.LittleEndian16() : source.BigEndian16();
    }
}
